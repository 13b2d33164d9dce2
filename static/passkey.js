// Passkeys: asks the browser for one and posts its answer with the form around the button.
// <form data-passkey="get|create" data-options="{…}"> or, without options, they are fetched from
// its address. The button and its words show only where browser and address can do it.
(() => {
  const toBytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const toText = (bytes) => bytes && btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const read = {
    get: (key) => ({
      ...key, challenge: toBytes(key.challenge), allowCredentials: known(key.allowCredentials),
    }),
    create: (key) => ({
      ...key,
      challenge: toBytes(key.challenge),
      user: { ...key.user, id: toBytes(key.user.id) },
      excludeCredentials: known(key.excludeCredentials),
    }),
  };

  const written = (passkey) => {
    const { response } = passkey;
    const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const said = names.filter((name) => response[name]).map((name) => [name, toText(response[name])]);
    return JSON.stringify({
      id: passkey.id,
      rawId: toText(passkey.rawId),
      type: passkey.type,
      authenticatorAttachment: passkey.authenticatorAttachment,
      clientExtensionResults: passkey.getClientExtensionResults(),
      response: {
        ...Object.fromEntries(said),
        ...(response.getTransports ? { transports: response.getTransports() } : {}),
      },
    });
  };

  const ask = async (form) => {
    const verb = form.dataset.passkey;
    const options = form.dataset.options
      ? JSON.parse(form.dataset.options)
      : await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
    return navigator.credentials[verb]({ publicKey: read[verb](options.publicKey) });
  };

  const why = (error) => {
    if (error.name === "InvalidStateError") return "This device has a passkey of this account already.";
    if (error.name === "NotAllowedError") return "No passkey was given. Try again, or take another way.";
    if (error.name === "SecurityError") return "Browsers take no passkeys for this address of the site. Open it by its name, over https.";
    return "The passkey could not be asked for. Try again, or take another way.";
  };

  const able = Boolean(window.PublicKeyCredential && navigator.credentials);
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-without]")?.toggleAttribute("hidden", able);
    if (!able) continue;
    const [button, said] = [form.querySelector("[data-ask]"), form.querySelector("[data-said]")];
    form.closest("[data-with]")?.removeAttribute("hidden");
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      const field = form.elements.credential;
      if (field.value) return;
      event.preventDefault();
      button.disabled = true;
      said.textContent = "Your browser asks for the passkey …";
      try {
        field.value = written(await ask(form));
        form.submit();
      } catch (error) {
        said.textContent = why(error);
        button.disabled = false;
        button.focus();
      }
    });
  }
})();
