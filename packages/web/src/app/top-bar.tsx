import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { roles } from "@snapback/core/person/person";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { health } from "../features/account/health-request.ts";
import { downloadOpenApi } from "../features/account/openapi-download.ts";
import { chooseLocalRole, localRole } from "../features/person/local-role.ts";
import { useSession, useSessionState } from "../features/session/session-context.ts";
import { clip, visible } from "../text/visible.ts";
import { chooseTheme, isTheme, type Theme, useTheme } from "./theme.ts";

const themes: { id: Theme; text: string }[] = [
  { id: "light", text: "Light" },
  { id: "dark", text: "Dark" },
  { id: "system", text: "As the system" },
];

const LONGEST_NAME = 60;

export function TopBar() {
  const navigate = useNavigate();
  const chosen = useTheme();
  const { data } = useQuery(health());
  const session = useSession();
  const state = useSessionState();
  const description = useMutation({ mutationFn: downloadOpenApi });

  const account: TopNavigationProps.Utility[] = data
    ? [
        {
          type: "menu-dropdown",
          text: `${data.account}, ${data.region}`,
          title: `Account ${data.account}`,
          description: `Home region ${data.region}, ${data.detections} detections`,
          iconName: "globe",
          items: [
            {
              id: "openapi",
              text: description.isError
                ? "API description could not be read: try again"
                : "API description (OpenAPI)",
              iconName: "download",
            },
          ],
          onItemClick: () => description.mutate(),
        },
      ]
    : [];
  const person: TopNavigationProps.Utility[] =
    state?.kind === "signed-in" || state?.kind === "expired"
      ? [
          {
            type: "menu-dropdown",
            text: visible(clip(state.name, LONGEST_NAME)),
            iconName: "user-profile",
            items: [{ id: "sign-out", text: "Sign out" }],
            onItemClick: () => void session?.signOut(),
          },
        ]
      : [];
  const local: TopNavigationProps.Utility[] = session
    ? []
    : [
        {
          type: "menu-dropdown",
          text: `Local ${localRole()}`,
          iconName: "user-profile",
          description: "See what another role sees",
          items: roles.toReversed().map((role) => ({
            id: role,
            text: `Local ${role}`,
            itemType: "checkbox",
            checked: role === localRole(),
          })),
          onItemClick: ({ detail }) => {
            const role = roles.find((known) => known === detail.id);
            if (role) chooseLocalRole(role);
          },
        },
      ];
  const theme: TopNavigationProps.Utility = {
    type: "menu-dropdown",
    text: "Theme",
    iconName: "settings",
    items: themes.map(({ id, text }) => ({ id, text, itemType: "checkbox", checked: id === chosen })),
    onItemClick: ({ detail }) => {
      if (isTheme(detail.id)) chooseTheme(detail.id);
    },
  };
  return (
    <TopNavigation
      identity={{
        href: "/",
        title: "Snapback",
        logo: { src: "/snapback.svg", alt: "Logo" },
        onFollow: (event) => {
          event.preventDefault();
          void navigate({ to: "/" });
        },
      }}
      utilities={[...account, theme, ...person, ...local]}
    />
  );
}
