-- The coroutine library. What a coroutine yields is marked USER; any other yield is meant for the host (an operation, or the end of a
-- slice) and is passed on, through as many coroutines as there are between it and the host.
local internals, USER, OPERATION, FAILURE, error, rawcreate, rawresume, rawyield, rawstatus, isyieldable, rawclose, running, spawn, count, library = ...
local KILLED <const>, CLOSING <const>, BUSY <const> = 1, 2, 3

-- Coroutines that are not the script's to resume: the host's own, and those in the middle of an operation.
local busy = internals[BUSY]

local function die() error("process killed", 0) end

local function can_wait() return isyieldable() and not internals[CLOSING] end

local step

local function go_on(co, ...)
  busy[co] = nil
  return step(co, rawresume(co, ...))
end

function step(co, ok, tag, ...)
  if not ok then
    if internals[KILLED] then die() end
    return false, tag
  end
  if tag == USER then return true, ... end
  if rawstatus(co) == "dead" then return true, tag, ... end
  if can_wait() then
    busy[co] = true
    return go_on(co, rawyield(tag, ...))
  end
  if internals[KILLED] then die() end
  if tag == OPERATION then
    return step(co, rawresume(co, FAILURE, "attempt to wait where the resumer can't (inside table.sort, tostring or the like)"))
  end
  return step(co, rawresume(co))
end

local function resume(co, ...)
  if internals[KILLED] then die() end
  if busy[co] then return false, "cannot resume non-suspended coroutine" end
  return step(co, rawresume(co, ...))
end

-- The host's watch does not see what runs inside of another coroutine: its instructions are counted from the beginning.
local function create(f)
  if internals[KILLED] then die() end
  local co = rawcreate(f)
  count(co)
  return co
end

-- Handlers of <close> variables run where a yield would cut them off.
local function close(co)
  if internals[KILLED] then die() end
  local before = internals[CLOSING]
  internals[CLOSING] = co
  local ok, e = rawclose(co)
  internals[CLOSING] = before
  return ok, e
end

local function resumed(first, ...)
  if first == FAILURE then error((...), 2) end
  return first, ...
end

local function unwrap(co, ok, ...)
  if ok then return ... end
  if not internals[KILLED] and not busy[co] and rawstatus(co) == "dead" then close(co) end
  error((...), 0)
end

library.create, library.resume, library.running, library.isyieldable = create, resume, running, can_wait

function library.status(co)
  local status = rawstatus(co)
  if status == "suspended" and busy[co] then return "normal" end
  return status
end

function library.yield(...)
  local closing = internals[CLOSING]
  if closing and closing == running() then error("attempt to yield inside coroutine.close", 2) end
  return resumed(rawyield(USER, ...))
end

function library.close(co)
  local status = rawstatus(co)
  if busy[co] or status ~= "suspended" and status ~= "dead" then error("cannot close a " .. library.status(co) .. " coroutine", 2) end
  local ok, e = close(co)
  if ok then return true end
  return false, e
end

function library.wrap(f)
  local co = create(f)
  return function(...) return unwrap(co, resume(co, ...)) end
end

function library.spawn(...)
  if internals[KILLED] then die() end
  local failed, e = spawn(...)
  if failed == FAILURE then error(e, 2) end
end
