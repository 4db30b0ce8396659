// Everything works without this. "/" goes to the search field, j and k to the next and the previous article of a list.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const field = document.querySelector("#q");
  const links = [...document.querySelectorAll(".hits h2 a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "/" && field) {
    field.focus();
    field.select();
    event.preventDefault();
  } else if (event.key === "j" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
  else if (event.key === "k" && links.length) links[Math.max(at - 1, 0)].focus();
});
