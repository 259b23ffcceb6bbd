// Two people's unmodified RxDB clients against a running server. Says what each of them saw, one JSON line a step.
const { addRxPlugin, createRxDatabase } = require('rxdb')
const { RxDBDevModePlugin, disableWarnings } = require('rxdb/plugins/dev-mode')
const { getRxStorageMemory } = require('rxdb/plugins/storage-memory')
const { wrappedValidateAjvStorage } = require('rxdb/plugins/validate-ajv')
const { replicateServer } = require('rxdb-server/plugins/replication-server')

const { server, village, people, meeting, records } = JSON.parse(process.argv[2])
const PATIENCE = 20_000

disableWarnings()
addRxPlugin(RxDBDevModePlugin)

const text = { type: 'string' }
const number = { type: 'number' }
const flag = { type: 'boolean' }
const HEAD = { id: { type: 'string', maxLength: 36 }, village: text, version: number }
const FIELDS = {
  meeting: { title: text, type: text, fiscal_year: number, level: text, convener: text, status: text, attendance_mode: text },
  attendance: { meeting: text, name: text, gender: text, element: text, capacity: text, status: text, hamlet: text, invitation_received: flag },
}

function schema(kind) {
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { ...HEAD, ...FIELDS[kind] },
    required: ['id', 'village'],
  }
}

const answersToLose = { push: 0 }
const asked = []
const realFetch = globalThis.fetch
globalThis.fetch = async (url, init) => {
  const answer = await realFetch(url, init)
  asked.push(`${init?.method ?? 'GET'} ${new URL(url).pathname.split('/').at(-1)} ${answer.status}`)
  if (init?.method === 'POST' && answersToLose.push > 0) {
    answersToLose.push -= 1
    throw new TypeError('the answer was lost on the way')
  }
  return answer
}

const say = (step, seen = {}) => console.log(JSON.stringify({ step, ...seen }))

async function until(what, check) {
  const end = Date.now() + PATIENCE
  for (;;) {
    const found = await check()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((done) => setTimeout(done, 20))
  }
}

async function join(person, before = () => {}) {
  const storage = wrappedValidateAjvStorage({ storage: getRxStorageMemory() })
  const database = await createRxDatabase({ name: person.name, storage, multiInstance: false })
  await database.addCollections({
    meeting: { schema: schema('meeting') },
    attendance: { schema: schema('attendance') },
  })
  await before(database)
  const client = { database, faults: [], conflicts: [], replications: {} }
  for (const kind of ['meeting', 'attendance']) {
    const replication = replicateServer({
      collection: database[kind],
      replicationIdentifier: `${server}/${kind}`,
      url: `${server}/api/sync/rxdb/${kind}/1`,
      headers: { Authorization: `Token ${person.token}` },
      pull: { batchSize: 2 },
      push: { batchSize: 50 },
      live: kind === 'attendance', // two streams at a time are served by one process
      retryTime: 200,
      waitForLeadership: false,
    })
    replication.error$.subscribe((fault) => client.faults.push(fault.code))
    client.replications[kind] = replication
    await replication.awaitInitialReplication()
    replication.internalReplicationState.events.resolvedConflicts.subscribe((one) => client.conflicts.push(one.input.realMasterState))
  }
  client.names = async () => (await database.attendance.find().exec()).map((one) => one.name).sort()
  client.row = (id) => database.attendance.findOne(id).exec()
  client.inSync = () => client.replications.attendance.awaitInSync()
  return client
}

async function story() {
  const siti = await join(people[0], (database) =>
    database.meeting.insert({ id: meeting, village, title: 'Musdes RKP 2027', type: 'musdes_rkp', fiscal_year: 2027 }),
  )
  answersToLose.push = 1
  await siti.database.attendance.bulkInsert(records.map((id, place) => ({ id, village, meeting, name: ['Oneng', 'Eti', 'Iis'][place], status: 'present' })))
  await siti.inSync()
  await until('the versions came back', async () => (await siti.row(records[0])).version > 0)
  say('pushed', { faults: siti.faults, versions: (await Promise.all(records.map(siti.row))).map((one) => one.version), asked })

  const dadang = await join(people[1])
  say('pulled', { names: await dadang.names(), title: (await dadang.database.meeting.findOne(meeting).exec()).title, status: (await dadang.row(records[0])).status })

  await dadang.replications.attendance.pause()
  await (await dadang.row(records[0])).patch({ status: 'absent', hamlet: 'Dusun I' })
  await (await siti.row(records[0])).patch({ status: 'excused' })
  await siti.inSync()
  await dadang.replications.attendance.start()
  await until('the contest was answered', () => dadang.conflicts.length > 0)
  await dadang.inSync()
  const contested = await dadang.row(records[0])
  say('contested', { status: contested.status, hamlet: contested.hamlet, masters: dadang.conflicts.map((one) => [one.id, one.status, one.hamlet]) })

  const pullsBefore = asked.filter((one) => one.startsWith('GET pull')).length
  const began = Date.now()
  await (await siti.row(records[1])).patch({ name: 'Eti Suryati' })
  await until('the other phone heard of it', async () => (await dadang.row(records[1])).name === 'Eti Suryati')
  say('live', { ms: Date.now() - began, pulls: asked.filter((one) => one.startsWith('GET pull')).length - pullsBefore })

  for (const status of ['absent', 'present', 'absent']) {
    await (await siti.row(records[2])).patch({ status })
    await siti.inSync()
  }
  await until('the last word stands', async () => (await dadang.row(records[2])).status === 'absent')
  say('toggled', { status: (await dadang.row(records[2])).status })

  await (await siti.row(records[1])).remove()
  await until('it is gone', async () => (await dadang.row(records[1])) === null)
  say('deleted', { names: await dadang.names() })

  const odd = records[1].replace(/^.{8}/, '00000000')
  await siti.database.attendance.insert({ id: odd, village, meeting, name: 'Tanpa unsur', element: 'tidak ada' })
  await until('the refusal came', () => siti.conflicts.find((one) => one.id === odd))
  await until('it is gone', async () => (await siti.row(odd)) === null)
  say('refused', { names: await siti.names() })

  say('done', { faults: [...new Set([...siti.faults.slice(1), ...dadang.faults])] })
  await Promise.all([siti, dadang].map((one) => one.database.close()))
  process.exit(0)
}

story().catch((fault) => {
  console.error(fault)
  process.exit(1)
})
