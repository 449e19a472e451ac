-- expect: value raw
-- Payloads are read raw.
return function()
  local t = setmetatable({ 1 }, { __index = error, __len = function() return 1 << 60 end, __pairs = error, __tostring = error })
  process.send(process.pid(), "x", t)
  local got = process.inbox():receive():payload()
  return #got == 1 and getmetatable(got) == nil and "raw"
end
