import fc from "fast-check";
import { publicKeyProblem, publicKeyTerm } from "../../modules/permissions";
import { GNUPG_KEYS, UNMARKED_KEYS } from "./gnupg-keys";

const refused = (obstacle: string) =>
  `this PGP key ${obstacle}, so that nothing can be encrypted for it: allowed is one with a part for messages (key flag 0x04) that \`gpg --list-keys\` marks with [E] and not as revoked`;

/** What is said of a key, and when it expires. */
const judged = (key: string) => [publicKeyProblem(key), publicKeyTerm(key)?.until?.toISOString()];

/** A key of OpenPGP.js in base64. */
async function generated(options: object): Promise<string> {
  const { generateKey } = await import("openpgp");
  const { publicKey } = await generateKey({
    type: "curve25519",
    userIDs: [{ name: "Operations" }],
    format: "object",
    ...options,
  });
  return Buffer.from(publicKey.write()).toString("base64");
}

describe("a PGP key of GnuPG", () => {
  it.each(["encrypting", "both", "certified", "resigned"] as const)(
    "that can be encrypted for at any time is taken: %s",
    (name) => {
      expect(judged(GNUPG_KEYS[name])).toEqual([undefined, undefined]);
    },
  );

  it.each([
    ["expiring", "2027-01-01T00:00:00.000Z"],
    ["shorter", "2028-01-01T00:00:00.000Z"],
  ] as const)(
    "is taken with the time at which it expires, or the last of its parts that encrypt: %s",
    (name, end) => {
      expect(judged(GNUPG_KEYS[name])).toEqual([undefined, end]);
    },
  );

  it.each([
    ["signing", "has no part that is marked for encrypting messages"],
    ["taken", "has revoked the part of it that encrypts"],
    ["gone", "is revoked"],
  ] as const)("that cannot be encrypted for is refused: %s", (name, obstacle) => {
    expect(judged(GNUPG_KEYS[name])).toEqual([refused(obstacle), undefined]);
  });

  it("is not covered by another one behind it, for which nothing would be encrypted", () => {
    const both = [GNUPG_KEYS.signing, GNUPG_KEYS.encrypting].map((key) => Buffer.from(key, "base64"));
    expect(publicKeyProblem(Buffer.concat(both).toString("base64"))).toBe(
      refused("has no part that is marked for encrypting messages"),
    );
  });

  it("is not one without what it says of itself, as some key servers give it", () => {
    const key = Buffer.from(GNUPG_KEYS.both, "base64");
    const alone = key.subarray(0, 3 + key.readUInt16BE(1));
    expect(publicKeyProblem(alone.toString("base64"))).toBe(
      refused("has no user ID that it has signed itself, or has revoked every one"),
    );
  });
});

describe("a PGP key of go-crypto", () => {
  it.each(Object.entries(UNMARKED_KEYS))(
    "that is not marked for messages is refused, as the provider encrypts nothing for it: %s",
    (_, key) => {
      expect(judged(key)).toEqual([refused("has no part that is marked for encrypting messages"), undefined]);
    },
  );
});

describe("a PGP key of OpenPGP.js", () => {
  it.each([
    ["of version 4", {}],
    ["of version 6", { config: { v6Keys: true, aeadProtect: true } }],
    ["of a NIST curve", { type: "ecc", curve: "nistP256" }],
  ])("that encrypts is taken: %s", async (_, options) => {
    expect(judged(await generated(options))).toEqual([undefined, undefined]);
  });

  it.each([
    ["of version 4", {}],
    ["of version 6", { config: { v6Keys: true, aeadProtect: true } }],
  ])("whose only subkey signs is refused: %s", async (_, options) => {
    const key = await generated({ ...options, subkeys: [{ sign: true }] });
    expect(judged(key)).toEqual([refused("has no part that is marked for encrypting messages"), undefined]);
  });

  it("expires as many seconds after it was made as it says", async () => {
    const key = await generated({ date: new Date("2026-03-01T12:00:00Z"), keyExpirationTime: 86_400 });
    expect(judged(key)).toEqual([undefined, "2026-03-02T12:00:00.000Z"]);
  });

  const from = async (options: object) => publicKeyTerm(await generated(options))?.from.toISOString();

  it("begins when it was made: the provider takes one that is dated in the future for expired", async () => {
    const date = new Date("2099-03-01T12:00:00Z");
    expect(await from({ date })).toBe("2099-03-01T12:00:00.000Z");
    expect(await from({ date, config: { v6Keys: true, aeadProtect: true } })).toBe(
      "2099-03-01T12:00:00.000Z",
    );
  });

  it("begins with the subkey that encrypts, where that was made later", async () => {
    const { generateKey } = await import("openpgp");
    const { privateKey } = await generateKey({
      type: "curve25519",
      userIDs: [{ name: "Operations" }],
      format: "object",
      date: new Date("2026-03-01T12:00:00Z"),
      subkeys: [{ sign: true }],
    });
    const later = await privateKey.addSubkey({ date: new Date("2099-03-01T12:00:00Z") });
    const key = Buffer.from(later.toPublic().write()).toString("base64");
    expect(publicKeyTerm(key)?.from.toISOString()).toBe("2099-03-01T12:00:00.000Z");
  });

  it("expires with the subkey that encrypts, where that ends earlier", async () => {
    const key = await generated({
      date: new Date("2026-03-01T12:00:00Z"),
      keyExpirationTime: 200_000,
      subkeys: [{ keyExpirationTime: 86_400 }],
    });
    expect(judged(key)).toEqual([undefined, "2026-03-02T12:00:00.000Z"]);
  });
});

describe("what is no whole key", () => {
  it("is judged without an error, wherever it is cut off or changed", () => {
    const keys = Object.values(GNUPG_KEYS).map((key) => Buffer.from(key, "base64"));
    const changed = fc
      .tuple(
        fc.constantFrom(...keys),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
      )
      .map(([key, cut, changes]) => {
        const bytes = Buffer.from(key.subarray(0, cut % 3 === 0 ? cut % key.length : key.length));
        for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        return bytes.toString("base64");
      });
    fc.assert(
      fc.property(changed, (key) => {
        const [problem, end] = judged(key);
        if (problem !== undefined) expect(end).toBeUndefined();
        else expect(publicKeyTerm(key)?.from.getTime()).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1203, numRuns: 3000 },
    );
  });
});
