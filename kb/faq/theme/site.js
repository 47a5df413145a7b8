(() => {
  "use strict";
  const page = document.documentElement;
  const own = document.currentScript;
  const root = new URL("..", own.src);
  const each = (what, act) => document.querySelectorAll(what).forEach(act);

  const kept = (value) => {
    try {
      if (value) localStorage.setItem("warmline-theme", value);
      return localStorage.getItem("warmline-theme");
    } catch {
      return value ?? null;
    }
  };
  const isTheme = (value) => value === "light" || value === "dark";
  if (isTheme(kept())) page.dataset.theme = kept();

  function themeSwitch(button) {
    const shown = () => page.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    const label = () => {
      button.dataset.to = shown() === "dark" ? "light" : "dark";
      const name = WORDS[`theme_${button.dataset.to}`];
      button.setAttribute("aria-label", WORDS.theme_switch.replace("{theme}", name));
      button.title = name;
    };
    button.addEventListener("click", () => {
      page.dataset.theme = button.dataset.to;
      kept(page.dataset.theme);
      label();
    });
    label();
    delete button.dataset.waiting;
  }

  function copyButton(code) {
    const button = document.createElement("button");
    const box = document.createElement("div");
    box.className = "code";
    button.type = "button";
    button.className = "copy";
    button.textContent = WORDS.copy;
    button.setAttribute("aria-label", WORDS.copy_code);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
      button.textContent = WORDS.copied;
      button.setAttribute("aria-label", WORDS.copied);
    });
    code.replaceWith(box);
    box.append(code, button);
  }

  function filter(box) {
    const field = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    const rows = [...document.querySelectorAll(".answers > li")];
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase().split(/\s+/);
      let left = 0;
      for (const row of rows) {
        row.hidden = !wanted.every((word) => row.textContent.toLowerCase().includes(word));
        left += !row.hidden;
      }
      each(".group", (group) => { group.hidden = !group.querySelector("li:not([hidden])"); });
      each(".letters, .all", (one) => { one.hidden = field.value.trim() !== ""; });
      const said = left ? WORDS.filtered.replace("{shown}", left).replace("{count}", rows.length) : WORDS.filter_none;
      status.textContent = field.value.trim() ? said : "";
    });
  }

  function contents(nav) {
    const links = [...nav.querySelectorAll("a")];
    const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    let waiting = false;
    const mark = () => {
      waiting = false;
      const at = targets.findLastIndex((one) => one && one.getBoundingClientRect().top < 120);
      links.forEach((link, number) => number === at ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
    };
    addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
    mark();
  }

  function openWhere(what, width) {
    const wide = matchMedia(`(min-width: ${width}rem)`);
    const keep = () => each(what, (one) => { one.open = wide.matches; });
    wide.addEventListener("change", keep);
    keep();
  }

  /* The search itself comes with the first look at a field. */
  let loading;
  const search = () => loading ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL(own.dataset.find, root);
    script.addEventListener("load", () => done(window.warmlineSearch));
    script.addEventListener("error", () => { loading = undefined; });
    document.head.append(script);
  });

  function layer(link) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      (await search()).open(link);
    });
  }

  function shortcut(event) {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    if (!(event.key === "/" && !typing) && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    const link = document.querySelector(".find");
    if (link) link.click();
    else document.querySelector("form[role=search] input")?.focus();
  }

  document.addEventListener("DOMContentLoaded", () => {
    each("button.theme", themeSwitch);
    each(".filter", filter);
    each(".find", layer);
    addEventListener("keydown", shortcut);
    openWhere(".side > details, .links", 64);
    openWhere(".contents", 80);
    each(".contents", contents);
    each(".side li > [aria-current]", (one) => {
      const side = one.closest(".side");
      if (side.scrollHeight > side.clientHeight) side.scrollTop = one.offsetTop - side.offsetTop - side.clientHeight / 3;
    });
    each("form[role=search]", (form) => {
      const field = form.elements.q;
      field.addEventListener("focus", async () => (await search()).use(form), { once: true });
      if (new URLSearchParams(location.search).get("q") && document.querySelector(".index")) search().then((one) => one.use(form, true));
    });
    if (navigator.clipboard) each(".text pre", copyButton);
  });
})();
