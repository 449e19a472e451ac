-- An operation yields its code and arguments up to the host, which resumes with the results, or with FAILURE and the error.
local internals, OPERATION, FAILURE, yield, error = ...
local CLOSING <const> = 2

local function answer(first, ...)
  if first == FAILURE then error((...), 2) end
  return first, ...
end

return function(code)
  return function(...)
    if internals[CLOSING] then error("attempt to wait inside coroutine.close", 2) end
    return answer(yield(OPERATION, code, ...))
  end
end
