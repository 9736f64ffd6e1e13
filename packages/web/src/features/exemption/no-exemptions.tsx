import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { describeFailure } from "../../api/failure.ts";
import type { ExemptionQuery } from "./exemption-query.ts";

interface NoExemptionsProps {
  query: ExemptionQuery;
  /** Why there are none to be shown, where that is so. */
  error: Error | null;
  onQuery: (query: ExemptionQuery) => void;
}

export function NoExemptions({ query: { show, q }, error, onQuery }: NoExemptionsProps) {
  if (error) return <Said title="The exemptions can't be shown" text={describeFailure(error)} />;
  if (q !== undefined)
    return (
      <Said title="No exemption matches" text="Exemptions that have ended are under “All”.">
        <Button onClick={() => onQuery({ ...(show && { show }) })}>Clear the filter</Button>
      </Said>
    );
  return show === "all" ? (
    <Said
      title="There has been no exemption"
      text="Whatever is found is dealt with as its detection's mode says."
    />
  ) : (
    <Said title="Nothing is exempt" text="Whatever is found is dealt with as its detection's mode says.">
      <Button onClick={() => onQuery({ show: "all" })}>Show those that have ended</Button>
    </Said>
  );
}

function Said({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <SpaceBetween size="s">
      <Box variant="h2" fontSize="heading-s">
        {title}
      </Box>
      <Box color="text-body-secondary">{text}</Box>
      {children}
    </SpaceBetween>
  );
}
