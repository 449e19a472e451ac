-- A weak table gets a copy of its metatable, as the collector looks for MODE, a string that scripts must not get. It is the script's own
-- metatable that getmetatable gives, and setmetatable may take away.
local error, setmetatable, rawget, type, find, let_go, MODE, OURS = ...
local EVENTS = {
  "__index", "__newindex", "__call", "__len", "__pairs", "__close", "__name", "__tostring", "__concat", "__eq", "__lt", "__le", "__unm", "__add",
  "__sub", "__mul", "__div", "__mod", "__pow", "__idiv", "__band", "__bor", "__bxor", "__shl", "__shr", "__bnot"
}

return function(t, metatable)
  local mode = rawget(metatable, "__mode")
  local keys = type(mode) == "string" and find(mode, "k", 1, true)
  local values = type(mode) == "string" and find(mode, "v", 1, true)
  if keys and not values then
    error('weak keys alone are not allowed (__mode = "k"): collecting a chain of them could not be interrupted; '
      .. 'use "kv" where the values are held elsewhere or are no objects, or take out what is done with', 2)
  end
  let_go(t)
  if not values then return setmetatable(t, metatable) end

  local copy = { [MODE] = keys and "kv" or "v" }
  for i = 1, #EVENTS do copy[EVENTS[i]] = rawget(metatable, EVENTS[i]) end
  local shown = rawget(metatable, "__metatable")
  if shown == nil then
    shown = metatable
    copy[OURS] = true
  end
  copy.__metatable = shown
  return setmetatable(t, copy)
end
