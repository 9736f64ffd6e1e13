/** For the heartbeat's calls: a region that does not answer must not take the time of the others, nor of the next probe. */
export const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true };
