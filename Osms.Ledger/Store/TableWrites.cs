using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>Rows of ours as commands of a batch.</summary>
internal static class TableWrites
{
    internal static NpgsqlBatchCommand ToCommand(this TableWrite write)
    {
        var command = new NpgsqlBatchCommand(write.Sql);
        foreach (var column in write.Columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = column });
        }

        return command;
    }
}
