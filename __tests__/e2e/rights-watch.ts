import { setTimeout as wait } from "node:timers/promises";

/** A call of the gateway that AWS refused. */
export interface Refusal {
  readonly call: string;
  /** Milliseconds since the watch began. */
  readonly after: number;
  readonly error: string;
}

/** What became of the calls that the gateway made meanwhile. */
export interface Watched {
  readonly refusals: readonly Refusal[];
  /** How often each call was made. */
  readonly calls: Readonly<Record<string, number>>;
}

/** Milliseconds between two calls of a kind, beside the time that a call takes: some gaps are that short. */
const PAUSE = 5;

/** Makes the gateway's calls over and over, each kind on its own, while something else happens. */
export async function watchRights(
  calls: Readonly<Record<string, () => Promise<unknown>>>,
  action: () => Promise<unknown>,
): Promise<Watched> {
  const began = Date.now();
  const refusals: Refusal[] = [];
  let isOver = false;
  const loops = Object.entries(calls).map(async ([call, make]): Promise<[string, number]> => {
    let made = 0;
    for (; !isOver; made++) {
      const after = Date.now() - began;
      await make().catch((error: Error) =>
        refusals.push({ call, after, error: `${error.name}: ${error.message}` }),
      );
      await wait(PAUSE);
    }
    return [call, made];
  });
  await action().finally(() => {
    isOver = true;
  });
  return { refusals, calls: Object.fromEntries(await Promise.all(loops)) };
}
