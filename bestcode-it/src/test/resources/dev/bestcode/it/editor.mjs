// An editor on the protocol's own client library: gives an agent a task, allows what it asks, cancels the second, and
// has a second process load the session. Run in a folder that has the library installed.
//   node editor.mjs WORKSPACE TRANSCRIPT COMMAND...
// Every line each way is in the transcript, < from the agent and > to it; what came of it is one object on standard output.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable, Transform, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const [workspace, transcript, ...command] = process.argv.slice(2);
const library = createRequire(process.cwd() + '/').resolve('@agentclientprotocol/sdk');
const acp = await import(pathToFileURL(library).href);
const { agent, client } = acp.methods;

function record(mark) {
  let rest = '';
  return new Transform({
    transform(bytes, _, done) {
      const lines = (rest + bytes.toString('utf8')).split('\n');
      rest = lines.pop();
      for (const line of lines) appendFileSync(transcript, mark + line + '\n');
      done(null, bytes);
    },
  });
}

function start(onUpdate, onQuestion) {
  const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => child.on('exit', (code, signal) => resolve(signal ?? code)));
  const toAgent = record('> ');
  toAgent.pipe(child.stdin);
  const stream = acp.ndJsonStream(Writable.toWeb(toAgent), Readable.toWeb(child.stdout.pipe(record('< '))));
  const connection = acp.client({ name: 'editor of a test' })
    .onNotification(client.session.update, ({ params }) => onUpdate(params.update))
    .onRequest(client.session.requestPermission, ({ params }) => onQuestion(params))
    .connect(stream);
  return { peer: connection.agent, ended, leave: () => toAgent.end() };
}

const hello = { protocolVersion: acp.PROTOCOL_VERSION, clientCapabilities: {} };
const place = { cwd: workspace, mcpServers: [] };
const prompt = (sessionId, text) => ({ sessionId, prompt: [{ type: 'text', text }] });
const refused = request => request.then(() => 'taken', error => error.code);

const came = { questions: [], updates: {}, stops: [], texts: '' };
let onText = () => {};
function note(update) {
  came.updates[update.sessionUpdate] = (came.updates[update.sessionUpdate] ?? 0) + 1;
  if (update.sessionUpdate === 'agent_message_chunk') { came.texts += update.content.text; onText(); }
}

const first = start(note, question => {
  came.questions.push(question.toolCall.title);
  const wanted = came.questions.length === 1 ? 'once' : 'reject';
  return { outcome: { outcome: 'selected', optionId: question.options.find(it => it.optionId === wanted).optionId } };
});
came.initialized = await first.peer.request(agent.initialize, hello);
const { sessionId, modes } = await first.peer.request(agent.session.new, place);
came.modes = modes.availableModes.map(mode => mode.id);
await first.peer.request(agent.session.setMode, { sessionId, modeId: modes.currentModeId });
came.stops.push((await first.peer.request(agent.session.prompt, prompt(sessionId, 'mend Slug'))).stopReason);
const streaming = new Promise(resolve => { onText = resolve; });
const hanging = first.peer.request(agent.session.prompt, prompt(sessionId, 'and now'));
await streaming;
await first.peer.notify(agent.session.cancel, { sessionId });
came.stops.push((await hanging).stopReason);
came.unknown = await refused(first.peer.request('fs/erase', {}));
came.elsewhere = await refused(first.peer.request(agent.session.new, { cwd: workspace + '/none', mcpServers: [] }));
first.leave();
came.firstEnded = await first.ended;

const history = [];
const second = start(update => history.push(update), () => ({ outcome: { outcome: 'cancelled' } }));
await second.peer.request(agent.initialize, hello);
came.listed = (await second.peer.request(agent.session.list, { cwd: workspace })).sessions.map(it => it.sessionId);
await second.peer.request(agent.session.load, { ...place, sessionId });
came.history = history.map(it => it.sessionUpdate + ' ' + (it.content?.text ?? it.title ?? it.status));
came.stops.push((await second.peer.request(agent.session.prompt, prompt(sessionId, 'finish it'))).stopReason);
came.last = history.at(-1).content.text;
await second.peer.request(agent.session.close, { sessionId });
second.leave();
came.secondEnded = await second.ended;
came.session = sessionId;
console.log(JSON.stringify(came));
