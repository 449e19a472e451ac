-- A script that has to die gets no handler to run on in.
local internals, xpcall = ...
local KILLED <const> = 1
return function(f, handler, ...)
  return xpcall(f, function(e)
    if internals[KILLED] then return e end
    return handler(e)
  end, ...)
end
