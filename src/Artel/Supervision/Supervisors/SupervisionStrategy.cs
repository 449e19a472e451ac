namespace Artel;

/// <summary>Which children a supervisor starts anew when one has ended (statement 125), as in Erlang/OTP.</summary>
public enum SupervisionStrategy
{
    /// <summary>That one alone.</summary>
    OneForOne = 0,

    /// <summary>All: the others are stopped first, in reverse order, then all are started in order.</summary>
    OneForAll,

    /// <summary>That one and those that were started after it: these are stopped first, in reverse order.</summary>
    RestForOne,

    /// <summary>
    /// That one alone, where all children are made of one template, started at run time, each with further arguments. They have no ids, and
    /// are stopped all at once.
    /// </summary>
    SimpleOneForOne,
}
