import { it } from "vitest";
import { makeAssortment } from "./assortment.ts";
import { openPage } from "./browser/page.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile(makeAssortment);
it("try", async () => {
  for (let i = 0; i < 16; i += 1) {
    const { page, visit, expectTrouble } = await openPage(laptop().url);
    expectTrouble(/./);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 + (i % 4) * 3 });
    let n = 0;
    page.on("console", (m) => {
      if (m.type() === "error") n += 1;
    });
    await page.addInitScript(() => {
      const seen: string[] = [];
      (window as any).seen = seen;
      let first = true;
      const tick = () => {
        const svg =
          document.querySelector("main svg[role=application]") ??
          document.querySelector("main [class*=chart-container]");
        if (svg) {
          let e: Element | null = svg;
          const ws: string[] = [];
          while (e && e.tagName !== "BODY") {
            ws.push(e.tagName + Math.round(e.getBoundingClientRect().width));
            e = e.parentElement;
          }
          const s = ws.join(" ");
          if (seen[seen.length - 1] !== s) seen.push(s);
        }
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    await visit("/");
    process.stdout.write(`${i} errors ${n}\n`);
    if (n)
      process.stdout.write(
        `${JSON.stringify(await page.evaluate(() => (window as any).seen), null, 1).slice(0, 4000)}\n`,
      );
  }
}, 200000);
