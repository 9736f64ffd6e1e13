import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** All that WCAG 2.0 to 2.2 asks for on levels A and AA as far as axe can tell, and what axe itself recommends. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core says against the page, in lines for people. */
export async function violations(page: Page): Promise<string[]> {
  // Not bound by the page's Content-Security-Policy, as nothing is that DevTools evaluates.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults, string[]>(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    tags,
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => {
      const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message).join("; ");
      return `${id} (${help}): ${node.target.join(" ")}\n  ${node.html.slice(0, 300)}\n  ${why}`;
    }),
  );
}
