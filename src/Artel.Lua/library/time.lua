---@meta

---Time: `require("time")`. All of it goes by the process's clock, which tests may move.
---@class time
---@field NANOSECOND integer
---@field MICROSECOND integer
---@field MILLISECOND integer
---@field SECOND integer
---@field MINUTE integer
---@field HOUR integer
local time = {}

---A number of nanoseconds, a text such as `"1.5s"` or `"1h30m"` (units `ns us ms s m h`), or a duration object.
---@alias time.AnyDuration number|string|time.Duration

---A duration that tells itself in any unit. `<`, `<=`, `+` and `-` take any other duration, `==` another object.
---@class time.Duration
---@operator add(time.AnyDuration): time.Duration
---@operator sub(time.AnyDuration): time.Duration
local Duration = {}

---@return integer
function Duration:nanoseconds() end

---@return number
function Duration:microseconds() end

---@return number
function Duration:milliseconds() end

---@return number
function Duration:seconds() end

---@return number
function Duration:minutes() end

---@return number
function Duration:hours() end

---A point in time, in UTC, to 100 nanoseconds. Times compare with each other; `time - time` is a number of nanoseconds.
---@class time.Time
---@operator add(time.AnyDuration): time.Time
---@operator sub(time.AnyDuration): time.Time
---@operator sub(time.Time): integer
local Time = {}

---Seconds since 1970.
---@return integer
function Time:unix() end

---Milliseconds since 1970.
---@return integer
function Time:unix_milli() end

---Nanoseconds since 1970.
---@return integer? nanoseconds
---@return errors.Error? err INVALID: before 1677 or after 2262.
function Time:unix_nano() end

---The time so much later.
---@param d time.AnyDuration
---@return time.Time? later
---@return errors.Error? err INVALID
function Time:add(d) end

---The nanoseconds from another time to this one.
---@param other time.Time
---@return integer nanoseconds
function Time:sub(other) end

---@param other time.Time
---@return boolean
function Time:before(other) end

---@param other time.Time
---@return boolean
function Time:after(other) end

---@param other time.Time
---@return boolean
function Time:equal(other) end

---As in `2030-01-31T18:30:00.25Z`.
---@return string
function Time:format_rfc3339() end

---@return integer
function Time:year() end

---@return integer month From 1.
function Time:month() end

---@return integer day From 1.
function Time:day() end

---@return integer
function Time:hour() end

---@return integer
function Time:minute() end

---@return integer
function Time:second() end

---The nanoseconds within the second.
---@return integer
function Time:nanosecond() end

---@return integer weekday Sunday is 0.
function Time:weekday() end

---@return integer day From 1.
function Time:year_day() end

---Fires once. It ends with its process.
---@class time.Timer
local Timer = {}

---The channel that gets the time, in nanoseconds since 1970, when the timer fires; the same object each time.
---@return channel.Channel<integer>
function Timer:channel() end

---The same as `channel`.
---@return channel.Channel<integer>
function Timer:response() end

---Stops it; what it sent and nobody received is gone.
---@return boolean stopped True only if it had not fired.
function Timer:stop() end

---Starts it anew.
---@param d time.AnyDuration
---@return boolean? stopped True only if it had not fired.
---@return errors.Error? err INVALID: the duration is not positive.
function Timer:reset(d) end

---Fires again and again, at most each millisecond. Its channel holds one tick; others that come before it is received are dropped.
---@class time.Ticker
local Ticker = {}

---The channel that gets the time, in nanoseconds since 1970, at each tick; the same object each time.
---@return channel.Channel<integer>
function Ticker:channel() end

---The same as `channel`.
---@return channel.Channel<integer>
function Ticker:response() end

---Stops it.
---@return boolean stopped True only if it ran.
function Ticker:stop() end

---Starts it anew, with another period.
---@param d time.AnyDuration
---@return boolean? stopped True only if it ran.
---@return errors.Error? err INVALID: the duration is not positive.
function Ticker:reset(d) end

---Waits; at once for a duration that is not positive. Other coroutines go on meanwhile.
---@param d time.AnyDuration
---@return true? slept
---@return errors.Error? err INVALID
function time.sleep(d) end

---A channel that gets one value, the time in nanoseconds since 1970, and is closed then.
---@param d time.AnyDuration
---@return channel.Channel<integer>? channel
---@return errors.Error? err INVALID: the duration is not positive.
function time.after(d) end

---A timer that can be stopped and started anew.
---@param d time.AnyDuration
---@return time.Timer? timer
---@return errors.Error? err INVALID: the duration is not positive.
function time.timer(d) end

---A timer that fires again and again.
---@param d time.AnyDuration
---@return time.Ticker? ticker
---@return errors.Error? err INVALID: the duration is not positive.
function time.ticker(d) end

---The time now.
---@return time.Time
function time.now() end

---A point in time of its parts, in UTC; month and day are 1, all others 0, if they are nil.
---@param year integer From 1 to 9999.
---@param month? integer
---@param day? integer
---@param hour? integer
---@param minute? integer
---@param second? integer
---@param nanosecond? integer
---@return time.Time? time
---@return errors.Error? err INVALID
function time.date(year, month, day, hour, minute, second, nanosecond) end

---The time so long after 1970.
---@param seconds integer
---@param nanoseconds? integer
---@return time.Time? time
---@return errors.Error? err INVALID
function time.unix(seconds, nanoseconds) end

---Reads a time as RFC 3339 writes it, with an offset or `Z`.
---@param text string
---@return time.Time? time
---@return errors.Error? err INVALID
function time.parse(text) end

---A duration as an object.
---@param d time.AnyDuration
---@return time.Duration? duration
---@return errors.Error? err INVALID
function time.duration(d) end

---Reads a duration as a number.
---@param text string
---@return integer? nanoseconds
---@return errors.Error? err INVALID
function time.parse_duration(text) end

return time
