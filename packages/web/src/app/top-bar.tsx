import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { health } from "../features/account/health-request.ts";
import { chooseTheme, isTheme, type Theme, useTheme } from "./theme.ts";

const themes: { id: Theme; text: string }[] = [
  { id: "light", text: "Light" },
  { id: "dark", text: "Dark" },
  { id: "system", text: "As the system" },
];

export function TopBar() {
  const navigate = useNavigate();
  const chosen = useTheme();
  const { data } = useQuery(health());

  const account: TopNavigationProps.Utility[] = data
    ? [
        {
          type: "menu-dropdown",
          text: `${data.account}, ${data.region}`,
          title: `Account ${data.account}`,
          description: `Home region ${data.region}, ${data.detections} detections`,
          iconName: "user-profile",
          items: [
            { id: "openapi", text: "API description (OpenAPI)", href: "/openapi.json", external: true },
          ],
        },
      ]
    : [];
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
      utilities={[...account, theme]}
    />
  );
}
