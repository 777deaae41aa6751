// Reads a calendar from its input with ical.js in strict mode; writes what it understood, as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;
// What a mere warning would hide is thrown instead.
console.warn = (...words) => {
  throw new Error(words.join(" "));
};

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const value = (component, name) => component.getFirstPropertyValue(name);
const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component, { strictExceptions: true });
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    location: event.location,
    sequence: event.sequence,
    isDate: event.startDate.isDate,
    zone: event.startDate.zone.tzid,
    starts: moment(event.startDate),
    ends: moment(event.endDate),
    stamp: moment(value(component, "dtstamp")),
    modified: moment(value(component, "last-modified")),
    status: value(component, "status"),
    transp: value(component, "transp"),
    url: value(component, "url"),
    categories: component.getFirstProperty("categories").getValues(),
    alarms: component.getAllSubcomponents("valarm").map((alarm) => value(alarm, "trigger").toString()),
  };
});

console.log(JSON.stringify({
  name: value(calendar, "name"),
  shown: value(calendar, "x-wr-calname"),
  color: value(calendar, "color"),
  refresh: String(value(calendar, "refresh-interval")),
  method: value(calendar, "method"),
  events,
}));
