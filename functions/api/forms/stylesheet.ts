import { accentIn } from "./accent.ts";

/** The look of the forms: the site's paper, ink and shapes, small enough to come with every page. @param accent the chamber's */
export function stylesheet(accent: string): string {
  return STYLESHEET.replace(LIGHT, accentIn("light", accent)).replace(DARK, accentIn("dark", accent));
}

const LIGHT = "#1d5c4d";
const DARK = "#83a59d";
const STYLESHEET = `:root {
  color-scheme: light dark;
  --paper: #fbf6ee; --card: #fffdf8; --sunken: #f3ebdd; --ink: #2b2420; --soft: #62564c;
  --line: #e4d8c4; --strong: #8a7b6a; --accent: #1d5c4d; --on-accent: #fff; --wrong: #9c2414; --wrong-soft: #fbe9e3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1b1714; --card: #26201b; --sunken: #14110e; --ink: #f4ecdf; --soft: #c2b4a4;
    --line: #40372f; --strong: #8c7d6d; --accent: #83a59d; --on-accent: #14110e; --wrong: #ffb3a1; --wrong-soft: #43221b;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem / 1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
header, main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
header a { font: 700 1.1875rem "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; text-decoration: none; }
h1, h2, .event-title, .big { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; line-height: 1.18; }
h1 { font-size: clamp(1.7rem, 1.3rem + 2vw, 2.4rem); margin: 1.5rem 0 0.5rem; }
h2 { font-size: 1.5rem; margin: 0 0 0.5rem; }
p { margin: 0 0 0.75rem; }
a { color: var(--accent); text-underline-offset: 0.18em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.event { padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
.event p { margin: 0 0 0.25rem; }
.event-title { font-size: 1.3rem; font-weight: 700; }
.event-title a { color: inherit; text-decoration: none; }
form { margin: 0 0 1.5rem; }
fieldset { margin: 0 0 1.25rem; padding: 1rem; min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
fieldset fieldset { padding: 0; border: 0; }
legend { padding: 0 0.4rem; font-weight: 600; }
details { margin: 0 0 1.25rem; padding: 0.25rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
summary { min-height: 2.75rem; padding: 0.6rem 0; font-weight: 600; cursor: pointer; }
.guest { padding: 0.5rem 0.75rem; background: none; }
.field { margin: 0 0 1rem; }
.field label { display: block; font-weight: 600; }
.hint { margin: 0; color: var(--soft); font-size: 0.875rem; }
.error { margin: 0; color: var(--wrong); font-weight: 600; }
.error::before { content: "⚠ "; }
input:not([type="radio"]), textarea {
  display: block; width: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0.5rem 0.75rem; font: inherit;
  color: inherit; background: var(--paper); border: 1px solid var(--strong); border-radius: 0.4rem;
}
[aria-invalid="true"] { border: 2px solid var(--wrong) !important; }
#code { max-width: 12rem; font-size: 1.5rem; letter-spacing: 0.2em; }
.choice label { display: flex; gap: 0.6rem; align-items: center; min-height: 2.75rem; }
input[type="radio"] { flex: none; width: 1.2rem; height: 1.2rem; accent-color: var(--accent); }
button, .button {
  display: inline-block; min-height: 2.75rem; padding: 0.6rem 1.4rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 0.4rem; text-decoration: none;
}
button.quiet { color: var(--accent); background: none; }
button.danger { color: var(--wrong); background: none; border-color: var(--wrong); }
.notice, .standing { padding: 0.75rem 1rem; background: var(--sunken); border-radius: 0.4rem; }
.standing { margin: 0 0 1.25rem; }
.big { font-size: 1.5rem; font-weight: 700; }
.standing ul, .alert ul { margin: 0; padding-left: 1.2rem; }
.alert { margin: 0 0 1.25rem; padding: 0.75rem 1rem; background: var(--wrong-soft); border: 2px solid var(--wrong); border-radius: 0.4rem; }
.alert p { margin: 0; }
.alert a { color: inherit; }
.mail { margin: 1.5rem 0; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
pre { margin: 0; font: inherit; white-space: pre-wrap; }
.known { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
`;
