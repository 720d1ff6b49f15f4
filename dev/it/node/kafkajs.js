// kafkajs under test: kafkajs.js produce BOOTSTRAP TOPIC CODEC. The lines are those of ../python/lines.py.
const { readFileSync } = require("node:fs");
const { Kafka, CompressionTypes, logLevel } = require("kafkajs");

const [verb, bootstrap, topic, codec] = process.argv.slice(2);
const codecs = { none: CompressionTypes.None, gzip: CompressionTypes.GZIP };

const octets = (text) => (text === "-" ? null : Buffer.from(text.slice(1), "base64"));

// kafkajs takes headers as an object: a name that occurs again becomes an array of values.
function headers(field) {
  const byName = {};
  for (const pair of field === "-" ? [] : field.split(",")) {
    const [name, value] = pair.split(":").map(octets);
    (byName[name.toString("utf8")] ??= []).push(value);
  }
  return Object.fromEntries(Object.entries(byName).map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
}

function messages() {
  const input = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
  return input.map((line) => {
    const [timestamp, key, value, field] = line.split(" ");
    const message = { partition: 0, key: octets(key), value: octets(value), headers: headers(field) };
    return timestamp === "-1" ? message : { ...message, timestamp };
  });
}

async function produce() {
  const kafka = new Kafka({ clientId: "qanat-it", brokers: [bootstrap], logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  await producer.connect();
  const sent = messages();
  const [answer] = await producer.send({ topic, acks: -1, compression: codecs[codec], messages: sent });
  sent.forEach((_, index) => console.log(Number(answer.baseOffset) + index));
  await producer.disconnect();
}

if (verb !== "produce") throw new Error(`unknown verb ${verb}`);
produce().catch((error) => {
  console.error(error);
  process.exit(1);
});
