// Proposes the browser's time zone in an untouched field inside (or marked) [data-propose-zone].
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const place of document.querySelectorAll("[data-propose-zone]")) {
  const field = place.matches("select, input") ? place : place.querySelector("select, input");
  if (!field || !zone) continue;
  const known = !field.options || [...field.options].some((option) => option.value === zone);
  if (known) field.value = zone;
}
