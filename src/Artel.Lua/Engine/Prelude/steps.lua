-- A host function that does long work in steps, so that a script can be interrupted between them. What the steps need is in a table that
-- only they see.
local FAILURE, error, begin, step = ...

return function(value, options)
  local work = {}
  local job, problem = begin(value, options, work)
  if job == FAILURE then error(problem, 2) end
  if not job then return nil, problem end
  while true do
    local more, result, failed = step(job, work)
    if more == FAILURE then error(result, 2) end
    if not more then
      if failed == nil then return result end
      return nil, failed
    end
  end
end
