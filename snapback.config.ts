import type { Config } from "./packages/core/src/settings/config.ts";

/**
 * The operator's choices, for every stage. A deploy checks them and says what is wrong; `npm start` reads the parts that
 * the laptop has, too.
 */
export default {
  /** Where Snapback runs: tables, functions, console. Moving it later makes a new, empty installation. */
  home: "us-east-1",

  /**
   * The regions to watch beside the home region and us-east-1, which is always watched: IAM and other global services
   * report there. Each gets rules which forward to the home region, and costs nothing while nothing happens.
   */
  regions: [],

  /**
   * Events reach EventBridge only while a trail records them. "create" makes a trail of management events in all regions;
   * "existing" is for an account that has one (an organization's trail counts): a second copy of the events costs
   * 2 USD per 100,000.
   */
  trail: "create",

  /** A VPC (10.234.0.0/24) whose default security group is there to be attacked: "outside-production", "always" or "never". */
  testVpc: "outside-production",

  /** Who may publish CloudTrail records to the topic, beside EventBridge: account ids, or ARNs of users and roles. */
  publishers: [],

  /** "customer-managed" encrypts the topic with a key of its own, for 1 USD a month. */
  topicKey: "none",

  /** Gets the alarms, once the address has confirmed the mail that AWS sends. */
  // alarmEmail: "security@example.com",

  /** How long the functions' logs are kept. */
  logRetentionDays: 90,

  /** Keeps some of the account's concurrent executions for detect. New accounts have too few to give any away. */
  reservedConcurrency: false,

  /** How many automatic changes may be made within an hour; what comes after them is left to a person. */
  automaticChangesPerHour: 100,

  /** By detection: "auto" puts right at once, "monitor" only writes down. What is not named here: "auto". */
  modes: {},

  /** By detection, what differs from its defaults: `{ "ec2-sg-ingress-world": { tcpPorts: [80, 443, 8443] } }`. */
  parameters: {},
} satisfies Config;
