import type { Action } from "./decision-request.ts";

interface Words {
  /** The button that opens the dialog. */
  button: string;
  title: string;
  explanation: string;
  confirm: string;
  /** What has been done once it is sent. */
  sent: string;
  /** What else has to be said. */
  asks: readonly ("reason" | "hours")[];
}

export const words: Record<Action, Words> = {
  approve: {
    button: "Approve",
    title: "Run this plan?",
    explanation:
      "Snapback makes the plan again from the resource as it is now. If it is the same, it runs; otherwise you are asked again.",
    confirm: "Run it",
    sent: "Approved",
    asks: [],
  },
  reject: {
    button: "Reject",
    title: "Leave it as it is?",
    explanation:
      "The plan is not run, and the finding is dismissed. It comes back if the violation is made again.",
    confirm: "Reject the plan",
    sent: "Rejected",
    asks: ["reason"],
  },
  undo: {
    button: "Undo",
    title: "Bring back what Snapback took away?",
    explanation: "Snapback leaves it alone for the time you say, and then asks what to do.",
    confirm: "Undo",
    sent: "Asked to undo it",
    asks: ["reason", "hours"],
  },
  exempt: {
    button: "Exempt",
    title: "Leave this violation alone for a time?",
    explanation: "It stays as it is until then. Afterwards it is looked at again.",
    confirm: "Exempt it",
    sent: "Exempted",
    asks: ["reason", "hours"],
  },
  dismiss: {
    button: "Dismiss",
    title: "Does nothing need to be done?",
    explanation: "The violation stays. The finding comes back if it is made again.",
    confirm: "Dismiss",
    sent: "Dismissed",
    asks: ["reason"],
  },
  retry: {
    button: "Look again",
    title: "Look at the resource again?",
    explanation: "Snapback goes on from there as the detection's mode says.",
    confirm: "Look again",
    sent: "Asked to look again",
    asks: [],
  },
};
