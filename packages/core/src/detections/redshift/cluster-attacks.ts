import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const redshift = (operation: string, input: Step["input"], does: string): Step => ({
  service: "redshift",
  operation,
  input,
  does,
});

function warehouse(ClusterIdentifier: string, PubliclyAccessible: boolean): Step {
  const input = {
    ClusterIdentifier,
    ClusterType: "single-node",
    NodeType: "ra3.large",
    MasterUsername: "attacked",
    MasterUserPassword: "Not-a-secret-1",
    PubliclyAccessible,
  };
  return redshift("CreateCluster", input, "make a data warehouse");
}

export const publicClusterAttacks: readonly Attack[] = [
  {
    name: "expose-warehouse",
    title: "A data warehouse, then given a public address",
    steps: [
      warehouse("attacked-exposed", false),
      redshift(
        "ModifyCluster",
        { ClusterIdentifier: "attacked-exposed", PubliclyAccessible: true },
        "give it a public address",
      ),
    ],
  },
  {
    name: "create-public-warehouse",
    title: "A data warehouse that has a public address from the start",
    steps: [warehouse("attacked-public", true)],
  },
];
