// Runs before the first paint, which the console's modules don't: without it a dark page would flash white.
// Says the same as src/app/theme.ts; its test runs both.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("snapback.theme");
  } catch {
    // Storage is switched off: the system decides.
  }
  const dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.body.classList.toggle("awsui-dark-mode", dark);
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
})();
