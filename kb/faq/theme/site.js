(() => {
  "use strict";
  const page = document.documentElement;
  const root = new URL("..", document.currentScript.src);
  const MOST = 8;
  const TITLE = 8;

  /* Colours: kept for the next page, where the browser lets us. */
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
      const other = shown() === "dark" ? "light" : "dark";
      const name = WORDS[`theme_${other}`];
      button.textContent = name;
      button.setAttribute("aria-label", WORDS.theme_switch.replace("{theme}", name));
      button.dataset.to = other;
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

  /* Words: folded as the index has them. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");
  const wordsIn = (text) => [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 12);

  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let earlier = [];
    let last = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], earlier[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      [earlier, last] = [last, row];
    }
    return last[other.length];
  }

  /* Our own index: each line is a word, and by weight the gaps between the numbers of its articles. */
  function ownIndex(articles, lines, stop) {
    const dull = new Set(stop.split(" "));
    const phrases = articles.map(([, , , keywords]) => keywords.map(fold));
    const index = lines.split("\n").map((line) => {
      const space = line.indexOf(" ");
      return [line.slice(0, space), line.slice(space + 1)];
    });
    const articlesOf = (postings) => postings.split(" ").flatMap((part) => {
      const [weight, gaps] = part.split(":");
      let at = -1;
      return gaps.split(",").map((gap) => [(at += parseInt(gap, 36)), Number(weight)]);
    });
    const likeness = (word, wanted) => {
      if (word === wanted) return 1;
      if (word.startsWith(wanted)) return 0.7;
      return wanted.length > 3 && word.includes(wanted) ? 0.3 : 0;
    };
    const nearness = (word, wanted) => {
      const most = wanted.length > 7 ? 2 : wanted.length > 3 ? 1 : 0;
      if (!most || word[0] !== wanted[0] && distance(word, wanted, 1) > 1) return 0;
      const far = Math.min(distance(word, wanted, most), distance(word.slice(0, wanted.length), wanted, most) + 0.5);
      return far <= most ? 0.5 - far / 10 : 0;
    };
    function matches(wanted) {
      for (const measure of [likeness, nearness]) {
        const best = new Map();
        for (const [word, postings] of index) {
          const like = measure(word, wanted);
          if (!like) continue;
          const found = articlesOf(postings);
          const rare = Math.log(1 + articles.length / found.length);
          for (const [number, weight] of found) {
            best.set(number, Math.max(best.get(number) ?? 0, like * weight * rare));
          }
        }
        if (best.size) return best;
      }
      return new Map();
    }
    return (query) => {
      const scores = new Map();
      const asked = wordsIn(query);
      const telling = asked.filter((word) => !dull.has(word));
      const whole = fold(query).trim();
      phrases.forEach((own, number) => {
        if (whole.length > 3 && own.some((phrase) => phrase.includes(whole))) scores.set(number, [1, TITLE]);
      });
      for (const wanted of telling.length ? telling : asked) {
        for (const [number, score] of matches(wanted)) {
          const [count, sum] = scores.get(number) ?? [0, 0];
          scores.set(number, [count + 1, sum + score]);
        }
      }
      const ranked = [...scores].sort(([a, one], [b, other]) => other[0] * TITLE + other[1] - one[0] * TITLE - one[1] || a - b);
      return ranked.map(([number]) => {
        const [title, address, description] = articles[number];
        return { title, address, description };
      });
    };
  }

  let own;
  const loadOwn = (form) => own ??= new Promise((done, failed) => {
    window.warmlineIndex = (...parts) => done(ownIndex(...parts));
    const script = document.createElement("script");
    script.src = new URL("index.js", form.action);
    script.addEventListener("error", () => { own = undefined; failed(new Error("index")); });
    document.head.append(script);
  });

  /* Pagefind fetches its parts, which pages opened from disk may not. */
  let pagefind;
  const loadPagefind = (form) => pagefind ??= (async () => {
    const found = await import(new URL("pagefind/pagefind.js", form.action));
    await found.options({ baseUrl: "/" });
    await found.init();
    return found;
  })().catch(() => null);

  async function askPagefind(form, query, most) {
    const engine = PAGEFIND && location.protocol !== "file:" ? await loadPagefind(form) : null;
    if (!engine) return [];
    const { results } = await engine.search(query);
    const found = await Promise.all(results.slice(0, most).map((result) => result.data()));
    /* Pagefind shortens a word until something matches; an answer has to hold the beginning of each word. */
    const beginnings = wordsIn(query).filter((word) => word.length > 2).map((word) => word.slice(0, 5));
    const holds = (one) => {
      const text = fold(`${one.meta.title} ${one.content}`);
      return beginnings.length && beginnings.every((beginning) => text.includes(beginning));
    };
    return found.filter(holds).map(({ meta }) => ({ title: meta.title, address: meta.page, description: meta.description }));
  }

  async function find(form, query, most) {
    const found = await askPagefind(form, query, most);
    return found.length ? found : (await loadOwn(form))(query).slice(0, most);
  }

  function searchForm(form) {
    const field = form.elements.q;
    const list = form.querySelector("ol");
    const status = form.querySelector("[role=status]");
    const whole = form.hasAttribute("data-whole");
    let asked = 0;

    function close() {
      asked++;
      list.hidden = true;
      status.textContent = "";
    }
    function entry({ title, address, description }) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = new URL(address, root);
      link.textContent = title;
      item.append(link);
      if (description) {
        const words = document.createElement("p");
        words.textContent = description;
        item.append(words);
      }
      return item;
    }
    async function show() {
      const query = field.value.trim();
      if (!query) return close();
      const number = ++asked;
      status.textContent ||= WORDS.searching;
      try {
        const found = await find(form, query, whole ? 50 : MOST);
        if (number !== asked) return;
        list.replaceChildren(...found.map(entry));
        list.hidden = !found.length;
        const many = found.length === 1 ? WORDS.found_one : WORDS.found.replace("{count}", found.length);
        status.textContent = found.length ? many : WORDS.found_none.replace("{words}", query);
      } catch {
        if (number === asked) status.textContent = WORDS.search_failed;
      }
    }
    function step(event) {
      const places = [field, ...list.querySelectorAll("a")];
      const at = places.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
      if (event.key === "Escape" && !list.hidden) {
        if (!whole) close();
        field.focus();
      } else if (to !== undefined && at >= 0 && places[to] && !list.hidden) {
        places[to].focus();
      } else {
        return;
      }
      event.preventDefault();
    }

    field.addEventListener("focus", () => { if (!PAGEFIND) loadOwn(form).catch(() => {}); }, { once: true });
    field.addEventListener("input", show);
    form.addEventListener("keydown", step);
    if (!whole) {
      form.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !form.contains(relatedTarget)) close(); });
      document.addEventListener("pointerdown", ({ target }) => { if (!form.contains(target)) close(); });
      return;
    }
    const given = new URLSearchParams(location.search).get("q");
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    if (given) {
      field.value = given.slice(0, 200);
      show();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[role=search]").forEach(searchForm);
    document.querySelectorAll("button.theme").forEach(themeSwitch);
    if (navigator.clipboard) document.querySelectorAll(".text pre").forEach(copyButton);
  });
})();
