// A form with data-autosave saves itself: a few seconds after a change, on leaving a field and on leaving
// the page. What the server could not take is kept in this browser and offered when the page opens again.
// The form works the same without this file; only its buttons save then.
(() => {
  const KEPT = "evidence:kept:";
  const DAYS_KEPT = 30;
  const WORDS = {
    unsaved: "Not saved yet",
    saving: "Saving",
    offline: "Offline, kept in this browser",
    refused: "Not saved, kept in this browser",
    invalid: "Not saved: some answers cannot be kept as they are",
    conflict: "Conflict: changed in another place",
    "signed-out": "Signed out, kept in this browser: sign in again in another tab",
  };

  const clock = (moment = new Date()) => moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  /* What the browser keeps: the form's pairs, without what belongs to the visit. */
  const store = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(KEPT + key)); } catch { return null; }
    },
    write(key, kept) {
      try { localStorage.setItem(KEPT + key, JSON.stringify(kept)); return true; } catch { return false; }
    },
    forget(key) {
      try { localStorage.removeItem(KEPT + key); } catch { /* storage refused: nothing was kept */ }
    },
    tidy() {
      try {
        const oldest = Date.now() - DAYS_KEPT * 86_400_000;
        for (const name of Object.keys(localStorage)) {
          if (name.startsWith(KEPT) && !(JSON.parse(localStorage.getItem(name)).since > oldest)) {
            localStorage.removeItem(name);
          }
        }
      } catch { /* storage refused or not ours: leave it */ }
    },
  };

  function pairsOf(form) {
    const isTyped = (name) => form.elements[name]?.type !== "hidden";
    return [...new FormData(form)].filter(([name, value]) => isTyped(name) && typeof value === "string");
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /* Pairs as a saved page shows them: no blank rows, no spaces at the ends. */
  const said = (pairs) => pairs.map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);

  /* Put kept pairs back, asking rows.js for as many rows as they need. */
  function fill(form, pairs) {
    const names = new Set(pairs.map(([name]) => name));
    for (const button of form.querySelectorAll("button[name='add_row']")) {
      const table = button.closest("fieldset")?.querySelector("table[data-rows]");
      const own = new RegExp(`^${button.value}(__|[^A-Za-z0-9_])`);
      const missing = () => [...names].some((name) => own.test(name) && !form.elements[name]);
      for (let tries = 0; table && missing() && tries < 200; tries += 1) {
        const before = table.rows.length;
        button.click();
        if (table.rows.length === before) break;
      }
    }
    for (const control of form.elements) {
      if (!control.name || control.type === "hidden" || control.type === "submit") continue;
      const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
    }
  }

  function start(form) {
    const key = form.dataset.autosaveKey || location.pathname;
    const delay = 1000 * Number(form.dataset.autosaveSeconds || 3);
    const action = form.getAttribute("action") || location.href;
    const indicator = document.querySelector("[data-saved]");
    const panel = form.querySelector("[data-restore]");
    const conflict = form.querySelector("[data-conflict]");
    let stored = pairsOf(form);
    let timer = 0;
    let running = null;
    let refused = null;
    let stopped = false;
    let submitting = false;
    let sentOnLeaving = false;

    function show(state, words) {
      if (!indicator) return;
      indicator.dataset.state = state;
      indicator.querySelector("[data-saved-text]").textContent = words || WORDS[state];
      indicator.querySelector("use")?.setAttribute("href", `#i-${state}`);
    }

    const changed = () => !same(stored, pairsOf(form));

    function keep(state, words) {
      const kept = store.write(key, { since: Date.now(), at: clock(), pairs: pairsOf(form) });
      show(state, kept ? words : "Not saved, and this browser keeps nothing: copy your text before you leave");
    }

    function wait(ms) {
      clearTimeout(timer);
      timer = setTimeout(save, ms);
    }

    function showProblems(problems) {
      for (const place of form.querySelectorAll("[data-errors]")) place.replaceChildren();
      for (const { field, message } of problems || []) {
        const place = form.querySelector(`[data-field="${CSS.escape(field)}"] [data-errors]`);
        const line = Object.assign(document.createElement("p"), { className: "field-error", textContent: message });
        place?.append(line);
      }
    }

    function settle(response, answer, sent) {
      if (answer?.state === "saved") {
        stored = sent;
        for (const input of form.querySelectorAll("[name='revision']")) input.value = answer.revision;
        showProblems([]);
        store.forget(key);
        form.dispatchEvent(new CustomEvent("autosave:saved", { detail: answer }));
        if (changed()) { show("unsaved"); wait(delay); } else show("saved", `Saved ${clock()}`);
      } else if (answer?.state === "conflict") {
        stopped = true;
        keep("conflict");
        if (conflict) {
          conflict.hidden = false;
          conflict.querySelector("[data-conflict-text]").textContent =
            "This was saved in another place since, so nothing here is being saved. Your text is kept in this browser.";
        }
      } else if (answer?.state === "invalid") {
        refused = sent;
        keep("invalid");
        showProblems(answer.problems);
      } else {
        // Signed out; or a proxy's page or a broken server: not an answer of ours.
        keep("refused", response.redirected ? WORDS["signed-out"] : WORDS[answer?.state]);
        wait(10 * delay);
      }
    }

    /* Signing in again in another tab changes the token; the cookie holds the one that counts. */
    function renewToken() {
      const token = /(?:^|; )csrftoken=([A-Za-z0-9]+)/.exec(document.cookie)?.[1];
      for (const input of form.querySelectorAll("[name='csrfmiddlewaretoken']")) input.value = token || input.value;
    }

    /* keepalive lets a request outlive the page; browsers allow it up to 64 KiB only. */
    function post() {
      renewToken();
      const body = new URLSearchParams(new FormData(form)).toString();
      return fetch(action, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
          "X-Autosave": "1",
          Accept: "application/json",
        },
        keepalive: body.length < 60_000,
      });
    }

    async function send(sent) {
      show("saving");
      try {
        const response = await post();
        const isJson = (response.headers.get("Content-Type") || "").includes("json");
        settle(response, isJson ? await response.json() : null, sent);
      } catch {
        keep("offline");
        wait(5 * delay);
      }
    }

    async function save() {
      clearTimeout(timer);
      const pairs = pairsOf(form);
      if (stopped || submitting || running || same(pairs, stored) || same(pairs, refused)) return;
      running = send(pairs);
      await running;
      running = null;
    }

    function touched() {
      if (stopped || submitting || !changed()) return;
      if (indicator?.dataset.state !== "offline") show("unsaved");
      wait(delay);
    }

    function leave() {
      if (stopped || submitting || !changed()) return;
      keep("offline");
      sentOnLeaving = true;
      if (!running) post().catch(() => { /* the kept copy is offered when the page opens again */ });
    }

    /* A button may have added to what it sent, such as a proposed answer: then nothing may be missing. */
    function isSaved(kept) {
      const here = said(stored).map(String);
      const then = said(kept.pairs).map(String);
      return kept.sent ? then.every((pair) => here.includes(pair)) : same(then, here);
    }

    function offerKept() {
      const kept = store.read(key);
      if (!kept) return;
      if (isSaved(kept)) { store.forget(key); return; }
      if (!panel) return;
      panel.querySelector("[data-restore-text]").textContent =
        `This browser kept changes from ${kept.at} that are not in what is saved.`;
      panel.hidden = false;
      panel.querySelector("[data-restore-yes]").addEventListener("click", () => {
        fill(form, kept.pairs);
        panel.hidden = true;
        touched();
      });
      panel.querySelector("[data-restore-no]").addEventListener("click", () => {
        store.forget(key);
        panel.hidden = true;
      });
    }

    form.addEventListener("input", touched);
    form.addEventListener("change", save);
    form.addEventListener("focusout", save);
    form.addEventListener("rows:added", touched);
    form.addEventListener("submit", async (event) => {
      if (running) {
        // Let the save under way finish first: two at once would meet as a conflict with oneself.
        event.preventDefault();
        const { submitter } = event;
        await running;
        if (!stopped) form.requestSubmit(submitter);
        return;
      }
      renewToken();
      if (changed()) store.write(key, { since: Date.now(), at: clock(), pairs: pairsOf(form), sent: true });
      submitting = true;
      clearTimeout(timer);
    });
    addEventListener("online", save);
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => { if (document.hidden && !sentOnLeaving) save(); });
    addEventListener("pageshow", (event) => {
      // Back from the browser's own memory: the revision held here is no longer the newest.
      if (event.persisted && (sentOnLeaving || submitting)) location.reload();
    });
    offerKept();
  }

  /* The server tells a time in UTC and says so; what is saved from here on is told by the clock of this place. */
  for (const time of document.querySelectorAll("time[data-clock]")) time.textContent = clock(new Date(time.dateTime));
  store.tidy();
  document.querySelectorAll("form[data-autosave]").forEach(start);
})();
