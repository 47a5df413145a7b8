(() => {
  "use strict";
  const root = new URL("..", document.currentScript.src);
  const home = new URL(PREFIX + "search/", root);
  const MOST = 8;
  const BASE = 36;

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
  const signs = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/;
  const wordsIn = (text) => [...new Set((fold(text).replace(/(\w)'(s|t|re|ve|ll|d|m)\b/g, "$1").match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(
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

  /* Endings that a word and its like differ by: order, orders, ordered, ordering. */
  const ENDINGS = new Set(ENDS.split(" ").concat(""));
  function stems(one, other) {
    const least = Math.max(3, Math.ceil(Math.min(one.length, other.length) * 0.6));
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    if (same < least) return false;
    for (let at = same; at >= least; at--) if (ENDINGS.has(one.slice(at)) && ENDINGS.has(other.slice(at))) return true;
    return false;
  }
  function likeness(word, wanted, whole) {
    if (word === wanted) return 1;
    if (wanted.includes("_")) return word.startsWith(wanted) ? 1 : 0;
    if (word.includes("_")) return 0;
    if (stems(word, wanted)) return 0.85;
    if (word.startsWith(wanted)) return whole ? 0.3 : 0.5;
    return wanted.length > 4 && word.endsWith(wanted) ? 0.4 : 0;
  }
  function nearness(word, wanted) {
    const most = wanted.length > 7 ? 2 : wanted.length > 3 ? 1 : 0;
    if (!most) return 0;
    const far = distance(word, wanted, most);
    return far <= most ? (word[0] === wanted[0] ? 0.6 : 0.45) - far / 10 : 0;
  }

  let index;
  const known = new Map();
  window.warmlineIndex = (folders, articles, starts, stop, like) => {
    index = { folders, articles, starts, stop: new Set(stop.split(" ")), like: like.split("\n").filter(Boolean).map((line) => line.split(" ")) };
  };
  window.warmlineWords = (number, lines) => {
    known.set(number, lines.split("\n").map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
  };
  const partsFor = (from, to) => index.starts.flatMap((start, at) => start <= to && (index.starts[at + 1] ?? "\uffff") > from ? [at] : []);
  const fetched = async (parts) => {
    await Promise.all(parts.map((part) => load(new URL(`w${part}.js`, home).href)));
    return parts.flatMap((part) => known.get(part) ?? []);
  };
  const articlesOf = (postings) => postings.split(" ").flatMap((part) => {
    const [weight, gaps] = part.split(":");
    let at = -1;
    return gaps.split(",").map((gap) => [(at += parseInt(gap, BASE)), parseInt(weight, BASE)]);
  });

  async function matches(wanted, whole) {
    const start = wanted.slice(0, 3);
    const exact = best(await fetched(partsFor(start, `${start}\uffff`)), wanted, (word) => likeness(word, wanted, whole));
    if (exact.size || wanted.length < 4 || wanted.includes("_")) return exact;
    const first = wanted[0];
    const swapped = wanted[1] + wanted[0];
    const near = [...new Set([...partsFor(first, first + wanted[1] + "\uffff"), ...partsFor(first, `${first}\uffff`), ...partsFor(swapped, `${swapped}\uffff`)])];
    return best(await fetched(near), wanted, (word) => nearness(word, wanted));
  }
  function best(words, _wanted, measure) {
    const found = new Map();
    for (const [word, postings] of words) {
      const like = measure(word);
      if (!like) continue;
      const articles = articlesOf(postings);
      const rare = Math.log(1 + index.articles.length / articles.length);
      for (const [number, weight] of articles) found.set(number, Math.max(found.get(number) ?? 0, like * weight * rare));
    }
    return found;
  }

  async function rank(query) {
    await load(new URL("index.js", home).href);
    const asked = wordsIn(query);
    const telling = asked.filter((word) => !index.stop.has(word) && (word.length > 1 || !/[a-z]/.test(word)));
    const words = telling.length ? telling : asked;
    const others = new Map(index.like.flatMap((group) => group.filter((one) => words.includes(one)).map((one) => [one, group.filter((other) => other !== one)])));
    const typed = fold(query).trimEnd() === fold(query) ? words.at(-1) : "";
    const all = await Promise.all(words.map(async (word) => {
      const own = await matches(word, word !== typed);
      for (const other of others.get(word) ?? []) {
        for (const [number, score] of await matches(other, true)) own.set(number, Math.max(own.get(number) ?? 0, score * 0.6));
      }
      return own;
    }));
    const asWhole = (fold(query).match(/[\p{L}\p{N}]+/gu) ?? []).join("_");
    if (asWhole.includes("_")) all.push(await matches(asWhole, true));
    const scores = new Map();
    const counts = new Map();
    for (const own of all) {
      for (const [number, score] of own) {
        scores.set(number, (scores.get(number) ?? 0) + score);
        counts.set(number, (counts.get(number) ?? 0) + 1);
      }
    }
    const share = (number) => 0.5 + counts.get(number) / words.length / 2;
    const ranked = [...scores].map(([number, score]) => [number, score * share(number)]).sort(([a, one], [b, other]) => other - one || a - b);
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
    return (word) => {
      const folded = fold(word);
      if (!cache.has(folded)) {
        cache.set(folded, words.findIndex((one) => signs.test(one) ? folded.includes(one) : one === folded || stems(one, folded) || (one.length > 3 && folded.startsWith(one))));
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
    link.href = new URL(encodeURI(hit.address) + "index.html", root);
    link.append(...marked(pieces, pieces.map((piece) => plain.test(piece) ? wanted(piece) : -1)));
    item.append(link, words, trail);
    load(new URL(encodeURI(hit.address) + "text.js", root).href).then(() => {
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
        list.hidden = !found.length;
        list.replaceChildren(...found.slice(0, most).map(entry));
        if (!found.length) return settled ? nothing(status, query) : (status.textContent = WORDS.found_none.replace("{words}", query));
        const many = found.length === 1 ? WORDS.found_one : WORDS.found.replace("{count}", found.length);
        status.textContent = found.length > most ? WORDS.found_some.replace("{shown}", most).replace("{count}", found.length) + " " : many;
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
      if (event.key === "Escape" && field.value && !form.closest("dialog")) {
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
