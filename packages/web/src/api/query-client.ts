import { QueryClient } from "@tanstack/react-query";
import { isRefusal } from "./failure.ts";

const LONGEST_WAIT_MS = 5000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // On a laptop the API answers without a network, too.
        networkMode: "always",
        // A failed poll is tried until it works, so that what is shown stays and the console recovers by itself.
        retry: (_, error) => !isRefusal(error),
        retryDelay: (failures) => Math.min(500 * 2 ** failures, LONGEST_WAIT_MS),
      },
    },
  });
}
