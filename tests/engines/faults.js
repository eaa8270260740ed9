// Stands first in every page of the tested copy: keeps what the page complains about.
window.faults = [];
addEventListener("error", (event) => faults.push(`error: ${event.message || event.target.src || event.target.href}`), true);
addEventListener("unhandledrejection", (event) => faults.push(`rejection: ${event.reason}`));
addEventListener("securitypolicyviolation", (event) => faults.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
for (const kind of ["error", "warn"]) {
  const said = console[kind];
  console[kind] = (...words) => { faults.push(`${kind}: ${words.join(" ")}`); said.apply(console, words); };
}
