/** What ATT&CK calls its techniques, as of version 16: https://attack.mitre.org/versions/v16/techniques/enterprise/ */
const NAMES: { [id: string]: string } = {
  T1021: "Remote Services",
  T1078: "Valid Accounts",
  "T1078.004": "Valid Accounts: Cloud Accounts",
  T1098: "Account Manipulation",
  "T1098.001": "Account Manipulation: Additional Cloud Credentials",
  "T1098.003": "Account Manipulation: Additional Cloud Roles",
  T1133: "External Remote Services",
  T1190: "Exploit Public-Facing Application",
  T1484: "Domain or Tenant Policy Modification",
  "T1484.002": "Domain or Tenant Policy Modification: Trust Modification",
  T1485: "Data Destruction",
  T1486: "Data Encrypted for Impact",
  T1490: "Inhibit System Recovery",
  T1530: "Data from Cloud Storage",
  T1537: "Transfer Data to Cloud Account",
  "T1552.005": "Unsecured Credentials: Cloud Instance Metadata API",
  T1556: "Modify Authentication Process",
  "T1556.006": "Modify Authentication Process: Multi-Factor Authentication",
  T1562: "Impair Defenses",
  "T1562.001": "Impair Defenses: Disable or Modify Tools",
  "T1562.007": "Impair Defenses: Disable or Modify Cloud Firewall",
  "T1562.008": "Impair Defenses: Disable or Modify Cloud Logs",
  T1567: "Exfiltration Over Web Service",
  T1666: "Modify Cloud Resource Hierarchy",
};

/** `undefined` for other frameworks and versions, which may call it otherwise. */
export function techniqueName(framework: string, version: string, id: string): string | undefined {
  const known = framework === "MITRE ATT&CK" && version.startsWith("16.") && Object.hasOwn(NAMES, id);
  return known ? NAMES[id] : undefined;
}
