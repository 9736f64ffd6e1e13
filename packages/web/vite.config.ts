import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type ProxyOptions } from "vite";

/** `sst dev` says where its API is, and what the console's settings are. Beside a running `npm start` neither is set. */
const { SNAPBACK_API, SNAPBACK_CONSOLE_SETTINGS } = process.env;

/** The laptop answers its own site's pages only, and knows them by the Host and Origin that the browser sends to Vite. */
const laptop: ProxyOptions = { target: "http://127.0.0.1:3000", changeOrigin: false };
const api: ProxyOptions = SNAPBACK_API ? { target: SNAPBACK_API, changeOrigin: true } : laptop;

/** Answers `/_config/settings.json` as the deployed site does. */
function consoleSettings(settings: string): Plugin {
  return {
    name: "snapback-console-settings",
    configureServer: ({ middlewares }) => {
      middlewares.use("/_config/settings.json", (_, answer) => {
        answer.setHeader("Content-Type", "application/json");
        answer.setHeader("Cache-Control", "no-store");
        answer.end(settings);
      });
    },
  };
}

export default defineConfig({
  plugins: [react(), ...(SNAPBACK_CONSOLE_SETTINGS ? [consoleSettings(SNAPBACK_CONSOLE_SETTINGS)] : [])],
  build: {
    // Whatever is inlined needs an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 }],
        },
      },
    },
  },
  // The sign-in sends people back to this address, and to no other.
  server: { port: 5173, strictPort: true, proxy: { "/api": api, "/_config": laptop } },
});
