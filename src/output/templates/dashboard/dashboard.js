(function () {
  "use strict";
  var root = document.body, list = document.getElementById("list"), body = list.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows), heads = Array.prototype.slice.call(list.tHead.rows[0].cells);
  var order = new Intl.Collator("zh", { numeric: true });
  var $ = function (id) { return document.getElementById(id); };
  // Rows on the screen at once: browsers lay thousands out slowly. Paper has them all.
  var ordered = rows, limit = 300, more = $("more");
  root.classList.add("js");
  function show() {
    var shown = 0;
    ordered.forEach(function (row) {
      if (!row.hidden) row.classList.toggle("later", ++shown > limit);
    });
    more.hidden = shown <= limit;
  }
  more.addEventListener("click", function () { limit *= 4; show(); });
  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent.trim();
  }
  // What has no number stands last, whichever way is up.
  function sort(column, up) {
    var text = column >= 1 && column <= 3, sign = up ? 1 : -1;
    var keyed = rows.map(function (row, at) {
      var k = key(row, column);
      return { row: row, at: at, k: text ? k : parseFloat(k) };
    });
    keyed.sort(function (a, b) {
      var none = text ? (a.k === "") - (b.k === "") : isNaN(a.k) - isNaN(b.k);
      if (none) return none;
      var by = text ? order.compare(a.k, b.k) : a.k - b.k;
      return sign * (by || 0) || a.at - b.at;
    });
    var all = document.createDocumentFragment();
    keyed.forEach(function (it) { all.appendChild(it.row); });
    body.appendChild(all);
    ordered = keyed.map(function (it) { return it.row; });
    show();
    heads.forEach(function (head, at) {
      if (at === column) head.setAttribute("aria-sort", up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  }
  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      sort(column, head.getAttribute("aria-sort") !== "ascending");
    });
  });
  var texts = rows.map(function (row) {
    return [1, 2, 3].map(function (at) { return row.cells[at].textContent; }).join(" ").toLowerCase();
  });
  function filter() {
    var words = $("q").value.trim().toLowerCase().split(/\s+/), shown = 0;
    var outcome = $("o").value, late = $("l").value, code = $("c").value;
    rows.forEach(function (row, at) {
      var days = row.cells[4].dataset.v;
      var was = days === "" ? "-" : Number(days) > 0 ? "1" : "0";
      var fits = words.every(function (word) { return texts[at].indexOf(word) >= 0; }) &&
        (!outcome || row.cells[8].textContent === outcome) && (!late || late === was) &&
        (!code || (" " + row.dataset.c + " ").indexOf(" " + code + " ") >= 0) &&
        // What is in no figure is not among those that a figure counts.
        !((outcome || late || code) && row.hasAttribute("data-aside"));
      row.hidden = !fits;
      shown += fits;
    });
    show();
    var said = $("shown").dataset.words.split("{}");
    $("shown").textContent = said[0] + shown + said[1] + rows.length + said[2];
  }
  var form = document.querySelector(".filters");
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.querySelectorAll("[data-code]").forEach(function (link) {
    link.addEventListener("click", function () { $("c").value = link.dataset.code; filter(); });
  });
  // What the style sheet does with :has() where there are no scripts: with one, thousands of rows move slowly.
  function turn() {
    var at = location.hash.slice(1), it = at && document.getElementById(at);
    var one = it && it.closest(".one");
    document.querySelectorAll(".one.open").forEach(function (open) { open.classList.remove("open"); });
    if (one) one.classList.add("open");
    root.classList.toggle("single", !!one);
    if (it && it.classList.contains("later")) {
      var place = ordered.indexOf(it);
      ordered.slice(Math.max(place - 50, 0), place + 50).forEach(function (row) { row.classList.remove("later"); });
    }
    if (it && (one || it.tagName === "TR")) it.scrollIntoView({ block: it === one ? "start" : "center" });
  }
  window.addEventListener("hashchange", turn);
  filter();
  turn();
})();
