-- Only what a script can't harm others by. A whole collection is two cycles, as the first may have begun before now; it is done in steps,
-- so that the script can be interrupted between them.
local error, tostring, count, step = ...

local function cycle()
  while not step() do end
end

return function(option)
  if option == nil or option == "collect" then
    cycle()
    cycle()
    return 0
  end
  if option == "count" then return count() end
  if option == "step" then return step() end
  if option == "isrunning" then return true end
  error("bad argument #1 to 'collectgarbage' (invalid option '" .. tostring(option) .. "'; there are collect, count, step and isrunning)", 2)
end
