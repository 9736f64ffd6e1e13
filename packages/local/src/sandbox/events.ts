/** As `PutEvents` of Amazon EventBridge has them. */
export interface PutEventsEntry {
  Time?: Date | undefined;
  Source?: string | undefined;
  Resources?: string[] | undefined;
  DetailType?: string | undefined;
  Detail?: string | undefined;
  EventBusName?: string | undefined;
  TraceHeader?: string | undefined;
}

export interface PutEventsResultEntry {
  EventId?: string | undefined;
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
}

export type PutEvents = (entries: PutEventsEntry[], region: string) => Promise<PutEventsResultEntry[]>;
