import { config, production } from "./stage.ts";

const wanted = config.testVpc === "always" || (config.testVpc === "outside-production" && !production);

/**
 * A VPC with nothing in it but its default security group, which is there to be attacked. The group is not managed here:
 * a deploy must not put back what an attack changed, that is Snapback's work. AWS makes it with one ingress rule, from
 * itself.
 */
const vpc = wanted
  ? new aws.ec2.Vpc("TestVpc", {
      cidrBlock: "10.234.0.0/24",
      tags: { Name: "snapback-test" },
    })
  : undefined;

export const testSecurityGroup = vpc?.defaultSecurityGroupId;
