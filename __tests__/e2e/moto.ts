import { startEmulator } from "./emulator-process";
import { ACCOUNT_ID } from "./ministack";

/** moto's server, which knows the one account {@link ACCOUNT_ID}. */
export interface Moto {
  /** URL of every service. */
  readonly endpoint: string;
  stop(): Promise<unknown>;
}

/**
 * Starts an empty moto on a free port of the loopback interface. Its functions do not run, which would take Docker: moto
 * answers in their stead.
 *
 * @see https://docs.getmoto.org/en/latest/docs/configuration/index.html
 */
export async function startMoto(): Promise<Moto> {
  const { endpoint, stop } = await startEmulator({
    name: "moto",
    requirements: "moto-requirements.txt",
    launcher: "moto_launcher.py",
    health: "/moto-api/",
    environment: (port, folder) => ({
      MOTO_ACCOUNT_ID: ACCOUNT_ID,
      MOTO_PORT: String(port),
      TMPDIR: folder,
      HOME: folder,
    }),
  });
  const configured = await fetch(`${endpoint}/moto-api/config`, {
    method: "POST",
    body: JSON.stringify({ lambda: { use_docker: false } }),
  });
  if (!configured.ok) throw new Error(await configured.text());
  return { endpoint, stop };
}
