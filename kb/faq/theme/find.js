(() => {
  "use strict";
  const root = new URL("..", document.currentScript.src);
  const home = new URL(PREFIX + "search/", root);
  const MOST = 8;
  const BASE = 36;

  /* Words in the form that the language has for a number; a theme may be for a language that nobody knows. */
  const counted = (kind, number) => {
    let form = number === 1 ? "one" : "other";
    try {
      form = new Intl.PluralRules(document.documentElement.lang).select(number);
    } catch { /* The two forms of English are left. */ }
    return (WORDS[`${kind}_${form}`] ?? WORDS[kind]).replace("{count}", number);
  };

  const loaded = new Map();
  const load = (address) => {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = new URL(address, root);
        script.addEventListener("load", done);
        script.addEventListener("error", () => { loaded.delete(address); failed(new Error(address)); });
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  };

  /* Words: folded as the index has them. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/[’‘]/g, "'");
  const plain = /^[\p{L}\p{N}]+$/u;
  const letters = /^\p{L}+$/u;
  const signs = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/;
  const wordsIn = (text) => [...new Set((fold(text).replace(/n't\b/g, "nt").replace(/\bcannot\b/g, "cant").replace(/(\w)'(s|re|ve|ll|d|m)\b/g, "$1").match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(
    (word) => signs.test(word) ? (word.length < 2 ? [word] : [...word].slice(0, -1).map((_one, at) => word.slice(at, at + 2))) : [word],
  ))].slice(0, 24);

  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let earlier = [];
    let last = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], earlier[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [earlier, last] = [last, row];
    }
    return last[other.length];
  }

  /* A word without its endings, as the index has it: order, orders, ordered, ordering (kb/words/endings.py). */
  const ROUNDS = ENDS.split("|").map((round) => round.split(" ").sort((one, other) => other.length - one.length));
  const ownS = /[su]s$/;
  function cut(word) {
    if (!letters.test(word)) return word;
    for (const endings of ROUNDS) {
      const end = endings.find((one) => word.length - one.length >= 3 && word.endsWith(one) && !(one === "s" && ownS.test(word)) && /[aeiouy]/.test(word.slice(0, -one.length)));
      if (end) word = word.slice(0, -end.length);
    }
    return word.length > 3 && word.at(-1) === word.at(-2) ? word.slice(0, -1) : word;
  }

  let index;
  const known = new Map();
  const expression = (text) => ({ words: wordsIn(text), cuts: wordsIn(text).map(cut) });
  window.warmlineIndex = (folders, articles, starts, stop, like) => {
    index = { folders, articles, starts, stop: new Set(stop.split(" ")), like: like.map((group) => group.map(expression)) };
  };
  window.warmlineWords = (number, lines) => {
    known.set(number, lines.split("\n").map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
  };
  /* All words with the same first two letters lie in one piece. */
  async function begun(...beginnings) {
    const within = (from, to) => index.starts.flatMap((start, at) => start <= to && (index.starts[at + 1] ?? "\uffff") > from ? [at] : []);
    const parts = [...new Set(beginnings.flatMap((one) => within(one.slice(0, 2), one.length < 2 ? `${one}\uffff` : one.slice(0, 2))))];
    await Promise.all(parts.map((part) => load(new URL(`w${part}.js`, home).href)));
    return parts.flatMap((part) => known.get(part) ?? []);
  }
  const articlesOf = (postings) => postings.split(" ").flatMap((part) => {
    const [weight, gaps] = part.split(":");
    const score = STEP ** parseInt(weight, BASE);
    let at = -1;
    return gaps.split(",").map((gap) => [(at += parseInt(gap, BASE)), score]);
  });
  /* The articles of some words of the index, each with its best score; `share` is how much a word counts. */
  function scored(words, share) {
    const found = new Map();
    for (const [word, postings] of words) {
      for (const [number, score] of articlesOf(postings)) found.set(number, Math.max(found.get(number) ?? 0, score * share(word)));
    }
    return found;
  }

  const COMPLETIONS = 12;
  const NEAREST = 3;
  const exactly = async (word) => (await begun(word)).filter(([one]) => one === word);
  const longest = (lines) => lines.sort(([, one], [, other]) => other.length - one.length);

  /* What stands in the articles for a word that was asked for: itself, what it begins, its parts, or what is near. */
  async function matches(word, unfinished) {
    const own = cut(word);
    const there = await begun(word.length < 2 && !unfinished ? `${word} ` : word);
    const exact = there.filter(([one]) => one === own);
    const more = unfinished ? longest(there.filter(([one]) => one !== own && !one.includes("_") && (one.startsWith(word) || goesOn(word, one)))).slice(0, COMPLETIONS) : [];
    if (exact.length || more.length) return scored([...exact, ...more], (one) => one === own ? 1 : 0.4);
    if (word.length < 4) return new Map();
    const parts = TOGETHER ? await compound(word, there) : [];
    if (parts.length) return scored(parts, () => 0.6);
    return scored(near(own, await begun(own[0], own[1] + own[0])), () => 0.3);
  }
  /* "orderin" goes on to what "ordering" is cut to. */
  const goesOn = (word, one) => one.length > 2 && word.startsWith(one) && ROUNDS[0].some((end) => end.startsWith(word.slice(one.length)));
  function near(wanted, words) {
    const most = wanted.length > 7 ? 2 : 1;
    const found = words.filter(([one]) => !one.includes("_")).map((line) => [distance(line[0], wanted, most), line]).filter(([far]) => far <= most);
    const least = Math.min(...found.map(([far]) => far));
    return longest(found.filter(([far]) => far === least).map(([, line]) => line)).slice(0, NEAREST);
  }
  /* Languages that write several words as one: a Gartenschere is found where Garten and Schere are. */
  async function compound(word, there) {
    const heads = new Set(there.map(([one]) => one));
    for (let at = 4; at <= word.length - 4; at++) {
      const head = LINKS.filter((link) => word.slice(0, at).endsWith(link)).map((link) => cut(word.slice(0, at - link.length))).find((one) => heads.has(one));
      const tail = head && await exactly(cut(word.slice(at)));
      if (tail?.length) return [...there.filter(([one]) => one === head), ...tail];
    }
    return [];
  }

  /* What may stand for a question's words: by the first telling word of each expression whose words stand there in their order. */
  function alike(asked) {
    const there = asked.map(cut);
    const found = new Map();
    const telling = ({ words }) => words.some((one) => !index.stop.has(one)) ? words.filter((one) => !index.stop.has(one)) : words;
    for (const group of index.like) {
      for (const own of group) {
        const at = there.findIndex((_one, from) => own.cuts.length && own.cuts.every((one, step) => one === there[from + step]));
        if (at < 0) continue;
        const word = asked[at + own.words.indexOf(telling(own)[0])];
        const others = group.filter((one) => one !== own).flatMap(telling).filter((one) => !own.cuts.includes(cut(one)));
        found.set(word, [...(found.get(word) ?? []), ...others]);
      }
    }
    return found;
  }

  async function rank(query) {
    await load(new URL("index.js", home).href);
    const asked = wordsIn(query);
    const telling = asked.filter((word) => !index.stop.has(word) && (word.length > 1 || !/[a-z]/.test(word)));
    const words = telling.length ? telling : asked;
    const others = alike(asked);
    const typed = plain.test(fold(query).slice(-1)) ? words.at(-1) : "";
    const all = await Promise.all(words.map(async (word, at) => {
      const own = await matches(word, word === typed);
      const pairs = [words[at - 1] + word, word + words[at + 1]].slice(at ? 0 : 1, at + 1 < words.length ? 2 : 1);
      for (const [one, share] of [...pairs.map((pair) => [pair, 0.5]), ...(others.get(word) ?? []).map((other) => [other, 0.5])]) {
        for (const [number, score] of scored(await exactly(cut(one)), () => share)) own.set(number, Math.max(own.get(number) ?? 0, score));
      }
      return own;
    }));
    /* How much of the question's rare words an article has counts as well. */
    const rarity = all.map((own) => own.size ? Math.log(1 + index.articles.length / own.size) : 0);
    const whole = rarity.reduce((sum, one) => sum + one, 0) || 1;
    const scores = new Map();
    all.forEach((own, at) => own.forEach((score, number) => {
      const [sum, covered] = scores.get(number) ?? [0, 0];
      scores.set(number, [sum + score, covered + rarity[at]]);
    }));
    const asWhole = (fold(query).match(/[\p{L}\p{N}]+/gu) ?? []).join("_");
    const phrases = asWhole.includes("_") ? (await begun(asWhole)).filter(([one]) => one.startsWith(asWhole)) : [];
    for (const [number, score] of scored(phrases, () => 1)) scores.set(number, [(scores.get(number)?.[0] ?? 0) + score, whole]);
    const ranked = [...scores].map(([number, [sum, covered]]) => [number, sum * (covered / whole) ** 0.3]).sort(([a, one], [b, other]) => other - one || a - b);
    /* What has hardly anything of a question is no answer. */
    const least = (ranked[0]?.[1] ?? 0) * 0.2;
    return ranked.filter(([, score]) => score >= least).map(([number]) => {
      const [title, folder, name] = index.articles[number];
      return { title, address: index.folders[folder] + name + "/", words: [...words, ...[...others.values()].flat()] };
    });
  }

  /* Passages: the part of an article that answers best, with its heading. */
  const texts = new Map();
  window.warmlineText = (address, trail, parts) => texts.set(address, { trail, parts });
  const isWanted = (words) => {
    const cache = new Map();
    const own = words.map(cut);
    return (word) => {
      const folded = fold(word);
      if (!cache.has(folded)) {
        const left = cut(folded);
        cache.set(folded, words.findIndex((one, at) => signs.test(one) ? folded.includes(one) : own[at] === left || (one.length > 3 && folded.startsWith(one))));
      }
      return cache.get(folded);
    };
  };
  function passage({ address, title, words }) {
    const known_ = texts.get(address);
    if (!known_) return null;
    const wanted = isWanted(words);
    const inTitle = new Set((title.match(/[\p{L}\p{N}]+/gu) ?? []).map(wanted));
    let best_ = { score: -1 };
    for (const [anchor, heading, text] of known_.parts) {
      const pieces = text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? [];
      const places = pieces.map((piece) => plain.test(piece) ? wanted(piece) : -1);
      const bonus = (heading.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => wanted(word) >= 0 && !inTitle.has(wanted(word))) ? 0.5 : 0;
      const hits = places.flatMap((place, at) => place >= 0 ? [at] : []);
      for (const at of hits.length ? hits : [0]) {
        const seen = new Set(hits.filter((one) => one >= at && one < at + 56).map((one) => places[one]));
        if (seen.size + bonus > best_.score) best_ = { score: seen.size + bonus, anchor, heading, pieces, places, at };
      }
    }
    return best_.score < 0 ? null : { ...best_, trail: known_.trail };
  }
  function marked(pieces, places) {
    return pieces.map((piece, at) => {
      if (places[at] < 0) return piece;
      const mark = document.createElement("mark");
      mark.textContent = piece;
      return mark;
    });
  }

  function entry(hit) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const words = document.createElement("p");
    const trail = document.createElement("small");
    const wanted = isWanted(hit.words);
    const pieces = hit.title.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? [];
    link.href = new URL("./" + encodeURI(hit.address) + "index.html", root);
    link.append(...marked(pieces, pieces.map((piece) => plain.test(piece) ? wanted(piece) : -1)));
    item.append(link, words, trail);
    load(new URL("./" + encodeURI(hit.address) + "text.js", root).href).then(() => {
      const found = passage(hit);
      if (!found) return;
      const from = Math.max(0, found.at - 12);
      words.append(from ? "… " : "", ...marked(found.pieces.slice(from, from + 80), found.places.slice(from, from + 80)));
      trail.textContent = [found.trail, found.heading].filter(Boolean).join(" › ");
      if (found.anchor && found.score >= 1) link.hash = found.anchor;
    }, () => {});
    return item;
  }

  async function pagefind(query) {
    if (!PAGEFIND || location.protocol === "file:") return [];
    try {
      const engine = await import(new URL("pagefind/pagefind.js", home));
      await engine.options({ baseUrl: "/" });
      const { results } = await engine.search(query);
      const found = await Promise.all(results.slice(0, MOST).map((one) => one.data()));
      /* Pagefind shortens a word until something matches; an answer has to hold the beginning of each word. */
      const begun = wordsIn(query).filter((word) => word.length > 2).map((word) => word.slice(0, 5));
      const holds = (one) => begun.length && begun.every((beginning) => fold(`${one.meta.title} ${one.content}`).includes(beginning));
      return found.filter(holds).map(({ meta }) => ({ title: meta.title, address: meta.page.replace(/index\.html$/, ""), words: wordsIn(query) }));
    } catch {
      return [];
    }
  }
  async function find(query) {
    const found = await pagefind(query);
    return found.length ? found : rank(query);
  }

  function nothing(status, query) {
    status.textContent = WORDS.found_none.replace("{words}", query) + " ";
    if (CONTACT) {
      const link = document.createElement("a");
      const sign = CONTACT.includes("?") ? "&" : "?";
      link.href = new URL(CONTACT + sign + (CONTACT.startsWith("mailto:") ? "subject=" : "question=") + encodeURIComponent(query), root);
      link.textContent = WORDS.ask;
      status.append(link);
    }
    if (MISSES && navigator.sendBeacon) navigator.sendBeacon(MISSES, new URLSearchParams({ q: query }));
  }

  function use(form, now) {
    if (form.dataset.used) return;
    form.dataset.used = "1";
    const field = form.elements.q;
    const list = form.querySelector("ol");
    const status = form.querySelector("[role=status]");
    let asked = 0;
    let waiting;
    let most = MOST;
    if (!PAGEFIND) load(new URL("index.js", home).href).catch(() => {});

    async function show(settled) {
      const query = field.value.trim();
      const number = ++asked;
      if (!query) {
        list.hidden = true;
        list.replaceChildren();
        status.textContent = "";
        return;
      }
      try {
        const found = await find(query);
        if (number !== asked) return;
        const at = [...list.querySelectorAll("a")].indexOf(document.activeElement);
        list.hidden = !found.length;
        list.replaceChildren(...found.slice(0, most).map(entry));
        /* Whoever had gone on to a result with the arrows stays at that place. */
        if (at >= 0) (list.querySelectorAll("a")[at] ?? field).focus();
        if (!found.length) return settled ? nothing(status, query) : (status.textContent = WORDS.found_none.replace("{words}", query));
        status.textContent = found.length > most ? counted("found_some", found.length).replace("{shown}", most) + " " : counted("found", found.length);
        if (found.length > most) {
          const more = document.createElement("button");
          more.type = "button";
          more.className = "tool";
          more.textContent = WORDS.show_all;
          more.addEventListener("click", () => { most = 100; show(true); });
          status.append(more);
        }
      } catch {
        if (number === asked) status.textContent = WORDS.search_failed;
      }
    }
    function step(event) {
      const places = [field, ...list.querySelectorAll("a")];
      const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const at = places.indexOf(document.activeElement);
      if (event.key === "Escape" && form.closest("dialog") && !event.isComposing) {
        /* A field for searches would be emptied first. */
        form.closest("dialog").close();
      } else if (event.key === "Escape" && field.value && !form.closest("dialog")) {
        field.value = "";
        show();
        field.focus();
      } else if (event.key === "Enter" && document.activeElement === field && list.querySelector("a") && form.closest("dialog")) {
        list.querySelector("a").click();
      } else if (to && places[at + to] && !list.hidden) {
        places[at + to].focus();
      } else {
        return;
      }
      event.preventDefault();
    }
    field.addEventListener("input", () => {
      most = MOST;
      clearTimeout(waiting);
      if (field.value.trim()) waiting = setTimeout(() => show(), 120);
      else show();
    });
    field.addEventListener("change", () => { if (field.value.trim() && list.hidden) show(true); });
    form.addEventListener("keydown", step);
    form.addEventListener("submit", (event) => {
      if (document.querySelector(".index") || form.closest("dialog")) { event.preventDefault(); show(true); }
    });
    if (now) field.value = new URLSearchParams(location.search).get("q").slice(0, 200);
    if (field.value) show(true);
  }

  let dialog;
  function open(link) {
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.setAttribute("aria-label", WORDS.search);
      const form = document.createElement("form");
      form.className = "search";
      form.setAttribute("role", "search");
      form.action = link.href;
      const bar = document.createElement("div");
      const field = document.createElement("input");
      Object.assign(field, { type: "search", name: "q", maxLength: 200, autocomplete: "off", placeholder: WORDS.search_hint });
      field.setAttribute("aria-label", WORDS.search);
      bar.append(link.querySelector("svg").cloneNode(true), field);
      const found = document.createElement("div");
      found.className = "found";
      const status = document.createElement("p");
      status.setAttribute("role", "status");
      const list = document.createElement("ol");
      list.hidden = true;
      found.append(status, list);
      form.append(bar, found);
      dialog.append(form);
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      form.addEventListener("click", (event) => { if (event.target.closest("li a")) dialog.close(); });
      document.body.append(dialog);
      use(form);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
  }

  window.warmlineSearch = { use, open, find };
})();
