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

  /**
   * How many automatic changes may be made within a clock hour. At the next one the pause falls by itself: everything waits for
   * approval until a person resumes, and from then on they are counted anew.
   */
  automaticChangesPerHour: 100,

  /**
   * By detection: "auto" puts right at once, "approve" asks a person first, "monitor" only writes down what it would do. Also
   * by account: `{ mode: "approve", accounts: { "111122223333": "auto" } }`. What is not named here: "approve" where Snapback
   * can put it right, "monitor" where it can't. The console changes modes at run time; what it says goes before this.
   */
  modes: { "ec2-sg-ingress-world": "auto" },

  /**
   * How often the account is swept for what is wrong without a call that showed it, and for good states to put a later change
   * back to: every so many hours, or "off". What a sweep finds always waits for a person.
   */
  sweepHours: 6,

  /** How long an approval can be given. Then it expires, and a person can have the plan made anew. */
  approvalMinutes: 1440,

  /**
   * The same violation put right so many times within so many minutes is contested: people are told, and Snapback stops; where
   * the exposure is critical, it goes on ("revert") at longer and longer intervals, or stops, too ("stop").
   */
  contested: { times: 3, withinMinutes: 60, critical: "revert" },

  exemptions: {
    /** No exemption is made for longer. */
    maximumDays: 90,
    /** How long what an undo brought back is left alone, where the person says nothing else. */
    undoHours: 24,
    /** How long before its end people are told of an exemption that covers something. */
    warnHours: 24,
    /** The keys of tags that an exemption may go by. Whoever may set such a tag can exempt himself. */
    tagKeys: [],
  },

  /** Undoing what gives rights in IAM back is left to a person with the rights for it, who gets the commands; `true` allows it. */
  undoIamRights: false,

  /**
   * What they may who call the API's function with AWS credentials (`npm run findings -- --stage`): "viewer", "responder",
   * "admin", or nothing at all, "off". That takes `lambda:InvokeFunction` on it, which many have on everything.
   */
  invokersMay: "responder",

  /**
   * From which severity on each channel tells people: "critical", "high", "medium", "low" or "off". Slack and webhook need
   * their secrets (docs/deploy.md), and are silent without. What comes within `gatherSeconds` is one message.
   */
  notices: {
    slack: "high",
    email: "high",
    emailAddresses: [],
    webhook: "high",
    gatherSeconds: 20,
  },

  /**
   * By detection, what differs from its defaults: `{ "ec2-sg-ingress-world": { tcpPorts: [80, 443, 8443] } }`. Name who deploys
   * Snapback in `"snapback-tampered": { deployers: ["arn:aws:iam::111122223333:role/deploy"] }`, or each deploy makes findings.
   * docs/detections.md has all parameters.
   */
  parameters: {},
} satisfies Config;
