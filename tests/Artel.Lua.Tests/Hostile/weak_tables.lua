-- expect: value alive
-- Weak tables and ephemerons lose what they like, not what the host holds.
return function()
  local weak = setmetatable({}, { __mode = "kv" })
  for i = 1, 10000 do weak[i] = { i } weak[{}] = channel.new() weak["k" .. i] = errors.new("e" .. i) end
  local inbox = process.inbox()
  weak.inbox = inbox
  inbox = nil
  for i = 1, 200000 do local garbage = { i } end
  process.send(process.pid(), "x")
  return process.inbox():receive():topic() == "x" and "alive"
end
