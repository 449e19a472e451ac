-- expect: value untouched
-- What pairs goes through is a copy.
return function()
  local copy
  for k, v in pairs(process) do copy = copy or v end
  local function walk(t, s, k) return t, s, k end
  local _, behind = walk(pairs(process))
  for k in pairs(behind) do behind[k] = nil end
  behind.send = function() return "stolen" end
  return process.send(process.pid(), "x") == true and "untouched"
end
