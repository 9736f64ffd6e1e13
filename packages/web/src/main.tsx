import { I18nProvider } from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { sendBy } from "./api/client.ts";
import { createQueryClient } from "./api/query-client.ts";
import { Gate } from "./app/gate.tsx";
import { Broken } from "./app/pages/broken.tsx";
import { router } from "./app/router.tsx";
import { followTheme } from "./app/theme.ts";
import { sendAsLocalRole } from "./features/person/local-role.ts";
import { openSession } from "./features/session/open-session.ts";
import { SessionContext } from "./features/session/session-context.ts";

followTheme();

const element = document.querySelector("#root");
if (!element) throw new Error("index.html has no #root");
const root = createRoot(element);

function show(content: ReactNode): void {
  root.render(
    <StrictMode>
      <I18nProvider locale="en" messages={[messages]}>
        {content}
      </I18nProvider>
    </StrictMode>,
  );
}

try {
  const session = await openSession();
  sendBy(session ? session.send : sendAsLocalRole);
  show(
    <SessionContext value={session}>
      <Gate>
        <QueryClientProvider client={createQueryClient()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Gate>
    </SessionContext>,
  );
  await session?.begin();
} catch (error) {
  show(<Broken error={error} />);
}
