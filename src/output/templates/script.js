(function () {
  "use strict";
  var wide = window.matchMedia("screen and (min-width:1021px)");
  var root = document.body;
  root.classList.add("js");
  // Cards stand beside their paragraph; one that would cover the next is pushed below it.
  function place() {
    document.querySelectorAll(".sheet").forEach(function (sheet) {
      var bottom = 0;
      sheet.style.minHeight = "";
      sheet.querySelectorAll(".margin").forEach(function (margin) {
        margin.style.top = "";
        if (!wide.matches) return;
        var row = margin.parentNode;
        var top = Math.max(row.offsetTop + 6, bottom);
        margin.style.top = top - row.offsetTop + "px";
        if (margin.offsetHeight > 0) bottom = top + margin.offsetHeight + 10;
      });
      if (wide.matches && bottom > sheet.offsetHeight) sheet.style.minHeight = bottom + "px";
    });
  }
  document.querySelectorAll("[data-severity]").forEach(function (box) {
    box.addEventListener("change", function () {
      root.classList.toggle("no-" + box.dataset.severity, !box.checked);
      place();
    });
    root.classList.toggle("no-" + box.dataset.severity, !box.checked);
  });
  document.querySelectorAll("[data-role]").forEach(function (button) {
    button.addEventListener("click", function () {
      var on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      button.closest(".file").classList.toggle("tint-" + button.dataset.role, on);
    });
  });
  function light(file, number, on) {
    file.querySelectorAll('[data-findings~="' + number + '"],.card[data-number="' + number + '"]').forEach(function (it) {
      it.classList.toggle("lit", on);
    });
  }
  document.querySelectorAll(".card,mark").forEach(function (it) {
    var file = it.closest(".file");
    var numbers = (it.dataset.number || it.dataset.findings || "").split(" ");
    ["mouseenter", "focus"].forEach(function (name) {
      it.addEventListener(name, function () { numbers.forEach(function (n) { light(file, n, true); }); });
    });
    ["mouseleave", "blur"].forEach(function (name) {
      it.addEventListener(name, function () { numbers.forEach(function (n) { light(file, n, false); }); });
    });
  });
  window.addEventListener("resize", place);
  window.addEventListener("load", place);
  wide.addEventListener("change", place);
  place();
})();
