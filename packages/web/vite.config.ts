import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [react()],
  build: {
    // Whatever is inlined needs an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            { name: "cloudscape", test: /node_modules[\\/]@cloudscape-design[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": api, "/openapi.json": api } },
});
