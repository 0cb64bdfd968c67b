// Messages as toasts, one question before a grave act, one sending per form. Nothing else is global.
"use strict";

document.addEventListener("messages", (event) => {
  const box = document.getElementById("thong-bao");
  for (const message of event.detail.value || event.detail) {
    const toast = document.createElement("div");
    toast.className = "alert mb-0 alert-" + (message.tags.includes("error") ? "danger" : message.tags || "info");
    toast.textContent = message.text;
    if (message.url) {
      const link = document.createElement("a");
      link.href = message.url;
      link.target = "_blank";
      link.className = "alert-link d-block";
      link.textContent = message.label;
      toast.append(link);
    }
    box.append(toast);
    setTimeout(() => toast.remove(), message.url ? 60000 : 10000);
  }
});

const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];

// Signing in in another tab changes the token; the cookie always holds the one that counts now.
document.addEventListener("htmx:configRequest", (event) => {
  if (!token()) return;
  event.detail.headers["X-CSRFToken"] = token();
  // The field of an open form is older, and it is the one that is believed.
  if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token();
});

// After signing out, Back shows the page as the browser kept it: it is asked for anew, by whoever sits there now.
const opened = token();
window.addEventListener("pageshow", (event) => {
  if (event.persisted && token() !== opened) window.location.reload();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    // A second press while the first is under way would send everything again.
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
  }
});
