-- A part of an object that its userdata carries: it is read without a call of the host, which is asked only where there is none.
local FAILURE, error, getuservalue = ...

return function(host, place)
  return function(object)
    local value = getuservalue(object, place)
    if value or value == false then return value end
    local problem
    value, problem = host(object)
    if value == FAILURE then error(problem, 2) end
    return value
  end
end
