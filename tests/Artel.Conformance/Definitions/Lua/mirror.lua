---@process conf:mirror
---@permission process.send *

-- Another language's side of the payload statements: sends back what it gets, or says what it got.

local function describe(value)
  if math.type(value) then return math.type(value) end
  if type(value) == "string" then return "string of " .. #value end
  if type(value) ~= "table" then return type(value) end
  if value[1] == value then return "cyclic" end
  if type(value[1]) == "table" and rawequal(value[1], value[2]) then return "shared" end
  local parts = {}
  for key, item in pairs(value) do
    parts[#parts + 1] = tostring(key) .. "=" .. describe(item)
  end
  table.sort(parts)
  return table.concat(parts, ", ")
end

local function main()
  for message in process.inbox():each() do
    local payload = message:payload()
    if message:topic() == "describe" then payload = describe(payload) end
    process.send(message:from(), "note", payload)
  end
end

return { main = main }
