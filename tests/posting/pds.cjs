// A real personal data server of the AT Protocol on loopback, for tests/posting/test_bluesky_server.py.
// node pds.cjs NODE_MODULES, a folder that holds @atproto/pds and @did-plc/server.
// Prints one line of JSON: its address, an account's handle, id and app password. Ends with stdin.
const fs = require("node:fs");
const http = require("node:http");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");
const { createRequire } = require("node:module");

const folder = path.resolve(process.argv[2]);
const find = createRequire(path.join(folder, "somewhere.js"));
const { PDS, envToCfg, envToSecrets } = find("@atproto/pds");
const { Secp256k1Keypair } = find("@atproto/crypto");
const plc = find("@did-plc/server");

const freePort = () =>
  new Promise((done) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const call = (base, method, body, token) =>
  new Promise((done, fail) => {
    const data = JSON.stringify(body);
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(data) };
    if (token) headers.authorization = `Bearer ${token}`;
    const request = http.request(`${base}/xrpc/${method}`, { method: "POST", headers }, (answer) => {
      let text = "";
      answer.on("data", (part) => (text += part));
      answer.on("end", () => {
        if (answer.statusCode === 200) return done(JSON.parse(text));
        fail(new Error(`${method}: ${answer.statusCode} ${text}`));
      });
    });
    request.on("error", fail);
    request.end(data);
  });

async function main() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "pds-"));
  const plcPort = await freePort();
  const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort });
  await directory.start();
  const port = await freePort();
  const rotation = await Secp256k1Keypair.create({ exportable: true });
  const env = {
    devMode: true,
    port,
    hostname: "localhost",
    dataDirectory: data,
    blobstoreDiskLocation: path.join(data, "blobs"),
    blobstoreDiskTmpLocation: path.join(data, "blobs-tmp"),
    didPlcUrl: `http://localhost:${plcPort}`,
    serviceHandleDomains: [".test"],
    inviteRequired: false,
    jwtSecret: "a secret that is only for tests",
    adminPassword: "admin-for-tests",
    plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString("hex"),
    bskyAppViewUrl: "http://localhost:1",
    bskyAppViewDid: "did:web:localhost",
    modServiceUrl: "http://localhost:1",
    modServiceDid: "did:web:localhost",
    rateLimitsEnabled: process.argv.includes("--limits"),
  };
  const server = await PDS.create(envToCfg(env), envToSecrets(env));
  await server.start();
  const base = `http://127.0.0.1:${port}`;
  const password = "a long password for tests";
  const account = await call(base, "com.atproto.server.createAccount", {
    handle: "ana.test",
    email: "ana@example.org",
    password,
  });
  const made = await call(
    base,
    "com.atproto.server.createAppPassword",
    { name: "masthead" },
    account.accessJwt,
  );
  process.stdout.write(
    `${JSON.stringify({ url: base, handle: "ana.test", did: account.did, password: made.password })}\n`,
  );
  process.stdin.resume();
  process.stdin.on("end", () => {
    fs.rmSync(data, { recursive: true, force: true });
    process.exit(0);
  });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
