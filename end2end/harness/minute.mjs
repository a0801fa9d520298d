// The minute in which what was decided can be taken back.

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const PROGRAM = `
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], timeout=30)
base.execute(sys.argv[2])
base.commit()
`;

// Changes what a server has in its database, as whoever has the file can.
export async function inDatabase(server, statement) {
  await promisify(execFile)("python3", ["-c", PROGRAM, path.join(server.folder, "mutual.db"), statement]);
}

// Lets the minute be over, in the server's database. Others show that it lasts one; on a slow machine it is
// over by itself.
export async function minuteOver(server) {
  await inDatabase(server, `UPDATE case_file SET acts_at = acts_at - 60000,
    desk = json_set(desk, '$.taken.goes_at', json_extract(desk, '$.taken.at'))
    WHERE decided_at IS NULL AND json_extract(desk, '$.taken') IS NOT NULL`);
}
