// Passkeys for forms marked data-passkey="register" or data-passkey="login", which stay hidden where a browser has none.
// What the browser is asked for stands as JSON in data-options; what it answers goes into the form's hidden fields.
// Where data-proof stands as well, a passkey that the person has signs first, into the hidden fields whose names begin so.

const encode = (buffer) => {
  const text = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const asked = (json) => {
  const options = JSON.parse(json);
  options.challenge = decode(options.challenge);
  if (options.user) options.user.id = decode(options.user.id);
  for (const known of options.excludeCredentials ?? []) known.id = decode(known.id);
  return options;
};

const answers = {
  register: async (publicKey) => {
    const { rawId, response } = await navigator.credentials.create({ publicKey });
    return { id: rawId, clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject };
  },
  login: async (publicKey) => {
    const { rawId, response } = await navigator.credentials.get({ publicKey });
    return {
      id: rawId,
      clientDataJSON: response.clientDataJSON,
      authenticatorData: response.authenticatorData,
      signature: response.signature,
      userHandle: response.userHandle ?? new ArrayBuffer(0),
    };
  },
};

const proofName = (name) => "proof" + name[0].toUpperCase() + name.slice(1);

const fill = (form, answer, named) => {
  for (const [name, value] of Object.entries(answer)) form.elements.namedItem(named(name)).value = encode(value);
};

const forms = globalThis.PublicKeyCredential ? [...document.querySelectorAll("form[data-passkey]")] : [];

for (const form of forms) {
  form.hidden = false;
  let isProved = !form.dataset.proof;
  let isAnswered = false;
  form.addEventListener("submit", async (event) => {
    if (isAnswered) return;
    event.preventDefault();
    const publicKey = asked(form.dataset.options);
    // The challenge of a page that lay open for long is void: a new page has a new one.
    if (performance.now() > publicKey.timeout) return location.reload();
    const problem = form.querySelector("[data-passkey-problem]");
    const button = form.querySelector("button");
    if (problem) problem.hidden = true;
    button.disabled = true;
    try {
      // Some browsers want a press of the button for each: then the second one goes on from here.
      if (!isProved) fill(form, await answers.login(asked(form.dataset.proof)), proofName);
      isProved = true;
      fill(form, await answers[form.dataset.passkey](publicKey), (name) => name);
      isAnswered = true;
      button.disabled = false;
      form.requestSubmit(button);
    } catch {
      // The browser said why, in a window of its own.
      button.disabled = false;
      if (problem) problem.hidden = false;
    }
  });
}

// Whoever comes back to a page by the browser's memory finds a challenge that was used.
addEventListener("pageshow", (event) => {
  if (event.persisted && forms.length > 0) location.reload();
});
